"""Why not better (差什么): the smallest change of one input, or two, that moves a grade or a renewal mode."""
