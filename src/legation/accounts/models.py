"""Offices and users."""

from typing import Any, ClassVar

import rules
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from legation.accounts.choices import Duty
from legation.kernel.links import new_key
from legation.kernel.sealing import SealedText


class Office(models.Model):
    """A chamber, an agency or a protocol office: the users of one office share what is the office's own."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("office")

    def __str__(self) -> str:
        return self.name


class Users(BaseUserManager["User"]):
    """Makes users by mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who logs in. An instance administrator looks after users, never after a side's notes."""

    email = models.EmailField(_("mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    office = models.ForeignKey(
        Office, verbose_name=_("office"), null=True, blank=True, on_delete=models.PROTECT
    )
    duty = models.CharField(_("duty"), max_length=8, choices=Duty.choices, default=Duty.READER)
    language = models.CharField(
        _("language"), max_length=2, choices=[("en", "English"), ("ko", "한국어")], default="en"
    )
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="one_user_per_mail_address"),)
        verbose_name = _("user")

    def __str__(self) -> str:
        return self.name or self.email

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """What the rules say: an administrator has no permission by being one, unlike elsewhere in Django."""
        return bool(self.is_active and rules.has_perm(perm, self, obj))

    @property
    def keeps_records(self) -> bool:
        """Whether the user may change what all missions share."""
        return self.is_active and self.office_id is not None and self.duty == Duty.STAFF


class Secret(models.Model):
    """What an app's codes or recovery codes are made from, sealed; allauth keeps the key of this row."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    text = SealedText(row="key")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("secret of a second factor")

    def __str__(self) -> str:
        return f"secret {self.pk}"
