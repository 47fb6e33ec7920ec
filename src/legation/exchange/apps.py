from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "legation.exchange"
    label = "exchange"
