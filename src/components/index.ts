/** Ready-made components: what a user imports from `clew/components`. */
