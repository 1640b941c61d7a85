"""The facts about one patient and the rules over them: pure values and pure functions."""
