"""The look: base templates, components, style, scripts."""
