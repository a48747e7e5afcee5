"""What time it is: the one place that asks."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """This moment; on a demonstration force made for another day, that moment of that day."""
    return timezone.now() + settings.CLOCK_OFFSET
