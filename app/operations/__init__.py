"""What commands, webhooks and schedules all run. They report by callback, and print nothing."""
