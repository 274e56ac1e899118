"""What dashboards ask for, over the WebSocket."""
