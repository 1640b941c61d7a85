"""The meeting: agenda, who is at the table, and the decision about one case after another."""
