"""Whether answers say what their passages say: by the scorer of answers, by reference answers, by a judge."""
