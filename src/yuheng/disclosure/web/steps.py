"""How acts of publication are called."""

from yuheng.kernel.outcome import Words
from yuheng.platform.ui import timeline


def register() -> None:
    """Called once, by the wiring."""
    timeline.name_verbs({"publication.publish": Words(zh="向社会公开", en="Published")})
    timeline.name_fields(
        {"number": Words(zh="公开次数", en="Publication no."), "digest": Words(zh="内容摘要", en="Digest")}
    )
