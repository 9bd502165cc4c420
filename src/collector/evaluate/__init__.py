"""How often reading agrees with a careful person's: labels by hand, scores, and every disagreement."""
