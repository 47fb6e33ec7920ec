"""Addresses of the gift register."""

from django.urls import path

from legation.protocol.views import gifts

MISSION = "missions/<slug:mission>/gifts/"
ONE = f"{MISSION}<int:pk>/"

urlpatterns = [
    path(MISSION, gifts.gifts, name="gifts"),
    path(f"{MISSION}gifts.csv", gifts.gifts_csv, name="gifts-csv"),
    path(f"{MISSION}sets/", gifts.gift_sets_page, name="gift-sets"),
    path(f"{MISSION}sets/plan/", gifts.gift_plan, name="gift-plan"),
    path(f"{MISSION}new/", gifts.gift_new, name="gift-new"),
    path(f"{ONE}edit/", gifts.gift_edit, name="gift-edit"),
    path(f"{ONE}declare/", gifts.gift_declare, name="gift-declare"),
    path(f"{ONE}remove/", gifts.gift_remove, name="gift-remove"),
    path(f"{ONE}restore/", gifts.gift_restore, name="gift-restore"),
    path(f"{ONE}history/", gifts.gift_history, name="gift-history"),
    path("protocol/gift-rule/", gifts.gift_rule, name="gift-rule"),
    path("protocol/gift-rule/history/", gifts.gift_rule_history, name="gift-rule-history"),
    path("protocol/gifts/", gifts.gift_register, name="gift-register"),
    path("protocol/gifts.csv", gifts.gift_register_csv, name="gift-register-csv"),
]
