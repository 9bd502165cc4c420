"""Scrapy's settings. What depends on the wave (pace, limits, who asks) is set by the spider when it starts.

Order of the downloader middlewares matters: redirects, cookies and decompression stand inside the cache, so
that the archive keeps one row per attempt with the page that came in the end; the recorder stands inside the
retries, so that every attempt is recorded; pauses stand next to the network, so that a replay never waits.
"""

from __future__ import annotations

import os
from typing import Any

from collector.fetch.browser import find_browser, launch_options
from collector.fetch.limits import MAX_BODY_BYTES

BOT_NAME = "collector"
SPIDER_MODULES = ["spiders.bank_site", "spiders.stores"]
# what a host waits for counts as under way here: half of it may be hosts that asked for a pause
CONCURRENT_REQUESTS = 64
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY_JITTER = 0.0
DOWNLOAD_MAXSIZE = MAX_BODY_BYTES
DOWNLOAD_WARNSIZE = 0
HTTPERROR_ALLOW_ALL = True
URLLENGTH_LIMIT = 0
METAREFRESH_ENABLED = False
REDIRECT_ENABLED = False
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "INFO"

DOWNLOADER_CLIENTCONTEXTFACTORY = "spiders.tls.TlsPerBank"

HTTPCACHE_ENABLED = True
HTTPCACHE_STORAGE = "collector.archive.cache.WarcCacheStorage"

_BASE = "scrapy.downloadermiddlewares"
DOWNLOADER_MIDDLEWARES = {
    f"{_BASE}.offsite.OffsiteMiddleware": None,
    f"{_BASE}.robotstxt.RobotsTxtMiddleware": None,
    f"{_BASE}.retry.RetryMiddleware": None,
    f"{_BASE}.cookies.CookiesMiddleware": None,
    f"{_BASE}.httpcompression.HttpCompressionMiddleware": None,
    "spiders.robots.ObeyRobots": 100,
    "spiders.middlewares.RetryTransient": 550,
    "spiders.middlewares.RecordFailures": 560,
    # 900: scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware
    "spiders.conditional.AskIfChanged": 910,
    "spiders.first_page.FirstPage": 935,
    "spiders.pacing.HonourPauses": 940,
    "spiders.middlewares.FollowRedirects": 950,
    "spiders.middlewares.Cookies": 960,
    "spiders.middlewares.Decompress": 970,
}
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "spiders.pacing.Throttle": 0,
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
}
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
LOG_LEVEL = "INFO"
LOGSTATS_INTERVAL = 60.0

CHROMIUM = find_browser(os.environ)
"""The browser for pages that need one, None where none is installed."""

_HANDLER = "spiders.browser.RenderingHandler" if CHROMIUM else "spiders.guard.GuardedHandler"
DOWNLOAD_HANDLERS = {"http": _HANDLER, "https": _HANDLER}
PLAYWRIGHT_LAUNCH_OPTIONS: dict[str, Any] = {}
if CHROMIUM:
    PLAYWRIGHT_LAUNCH_OPTIONS = launch_options(CHROMIUM, is_root=os.geteuid() == 0)
    PLAYWRIGHT_BROWSER_PROVIDER = "spiders.browser_process.BrowserOnDemand"
    PLAYWRIGHT_DOWNLOAD_TIMEOUT = 5000
