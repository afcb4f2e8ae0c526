"""Claims and events to incidents: compare, cluster, standing, control."""
