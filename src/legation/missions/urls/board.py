"""Addresses of the board."""

from django.urls import path

from legation.missions.views.board import (
    board,
    board_redo,
    board_undo,
    day_close,
    day_open,
    engagement_copy,
    engagement_lock,
    engagement_move,
)

BOARD = "missions/<slug:mission>/board/"

urlpatterns = [
    path(BOARD, board, name="board"),
    path(f"{BOARD}undo/", board_undo, name="board-undo"),
    path(f"{BOARD}redo/", board_redo, name="board-redo"),
    path(f"{BOARD}close/", day_close, name="day-close"),
    path(f"{BOARD}open/", day_open, name="day-open"),
    path(f"{BOARD}<int:pk>/move/", engagement_move, name="engagement-move"),
    path(f"{BOARD}<int:pk>/copy/", engagement_copy, name="engagement-copy"),
    path(f"{BOARD}<int:pk>/lock/", engagement_lock, name="engagement-lock"),
]
