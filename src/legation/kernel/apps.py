from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "legation.kernel"
    label = "kernel"
