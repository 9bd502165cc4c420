"""What each outcome asks of a person, in one line: the remedy column of docs/reference/outcomes.md."""

from __future__ import annotations

from collector.words import Outcome

REMEDIES: dict[Outcome, str] = {
    Outcome.OK: "–",
    Outcome.NOT_MODIFIED: "–",
    Outcome.TRUNCATED: "–",
    Outcome.EMPTY: (
        "install Chromium, raise `rendered_pages`, "
        "or declare `render` or `script_hosts` in `config/sites/`; mend the source"
    ),
    Outcome.MAINTENANCE: "wait a day",
    Outcome.TIMEOUT: "raise `timeout_seconds` if it stays",
    Outcome.CONNECT_FAILED: "check the website in `banks.csv`",
    Outcome.DNS_FAILED: "check the website in `banks.csv`, then the network",
    Outcome.TLS_FAILED: (
        "`tls: legacy` in `config/sites/` where the bank speaks nothing newer, "
        "else name an `http://` seed there"
    ),
    Outcome.SERVER_ERROR: "wait; tell the bank's webmaster if it stays",
    Outcome.RATE_LIMITED: "raise `delay_seconds` in `config/sites/`",
    Outcome.GONE: "none; a dead link is a fact, a dead home page needs a new address in `banks.csv`",
    Outcome.FORBIDDEN: "none; read by hand and record a review",
    Outcome.CHALLENGE: "read by hand and record a review; walls are never climbed",
    Outcome.LOGIN_REQUIRED: "none; logins are never used",
    Outcome.ROBOTS_DISALLOWED: "none where a rule says so; the detail of the row tells which",
    Outcome.OVER_BUDGET: (
        "raise the limit that `detail` names, or exclude dull paths in `config/sites/`; "
        "after a pause run again"
    ),
    Outcome.TOO_LARGE: "none",
    Outcome.UNSAFE_URL: "if every bank ends so, it is your network: [safety.md](safety.md)",
    Outcome.WRONG_SITE: "if it is the bank's new address: `domains` and `website_url` in `banks.csv`",
    Outcome.CRASHED: "report it with the row's `detail`",
}
