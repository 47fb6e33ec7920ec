from django.apps import AppConfig


class ProtocolConfig(AppConfig):
    name = "legation.protocol"
    label = "protocol"
