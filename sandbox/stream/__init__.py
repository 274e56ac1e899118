"""Stands in for Stream: posts the webhooks that it sends for what passes its cameras."""
