/** Ready-made outcomes: what a user imports from `clew/checkers`. */
