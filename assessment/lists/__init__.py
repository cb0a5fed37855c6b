"""Lists with legal effect (名单): one list per file, an explicit registry."""
