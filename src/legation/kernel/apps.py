from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "legation.kernel"
    label = "kernel"

    def ready(self) -> None:
        from django.db.models import IntegerField

        from legation.kernel.asked import HeldIn

        IntegerField.register_lookup(HeldIn)
