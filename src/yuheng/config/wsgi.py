"""The door for a WSGI server."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuheng.config.settings")
application = get_wsgi_application()
if os.environ.get("YUHENG_CALENDAR"):
    # only now may models be imported
    import_module("yuheng.config.calendar").keep()
