/* oxlint-disable unicorn/no-empty-file */
/** Ready-made components: what a user imports from `clew/components`. */
