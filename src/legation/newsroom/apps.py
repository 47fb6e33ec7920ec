from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "legation.newsroom"
    label = "newsroom"
