"""How people travel, stay, eat and are looked after, and what of it is nobody else's business."""
