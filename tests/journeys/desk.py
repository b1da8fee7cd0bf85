"""One desk of the county in a real browser: people sit down in turn and use only what the screen offers them."""

import re

from playwright.sync_api import Dialog, Locator, Page, expect

PASSWORD = "qingheng-sample"
REFUSED = "status of 409"  # Chromium writes to the console that a page came with this status


def listen(page: Page) -> list[str]:
    """Collect what the browser complains about; a page that refuses a step is no complaint."""
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


class Desk:
    """What a person does at the desk. Words are those of the Chinese screens."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.on("dialog", lambda asked: _answer(asked))

    def sign_in(self, username: str) -> None:
        """Whoever sits here leaves, and this person sits down."""
        person = self.page.locator("summary.top-person")
        if person.count():
            person.click()
            self.page.get_by_role("button", name="退出登录").click()
            self.page.wait_for_url("**/public/")
        self.page.goto("/login/")
        self.page.get_by_label("用户名").fill(username)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.page.get_by_role("button", name="登录", exact=True).click()
        self.page.wait_for_url(re.compile(r":\d+/$"))

    def find_project(self, name: str) -> None:
        """Search as everybody does: in the field above, then the first hit."""
        self.page.get_by_label("搜索项目").fill(name)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/projects/?**")
        self.page.locator("main table").get_by_role("link", name=name).first.click()
        self.page.wait_for_url(re.compile(r"/projects/\d+/"))

    def part(self, selector: str, has_text: str | None = None) -> Locator:
        """A part of the page, such as a panel, or a row that holds a text."""
        return self.page.locator(selector, has_text=has_text)

    def press(self, name: str, within: str = "main") -> None:
        """Press the button, or follow the link, that is called exactly so."""
        place = self.page.locator(within)
        place.get_by_role("button", name=name, exact=True).or_(place.get_by_role("link", name=name, exact=True)).click()

    def send_back(self, name: str, because: str, within: str = "main") -> None:
        """Open the menu of a returning step, say why, and press."""
        form = self.page.locator(within).locator("form.step-form", has=self.page.locator("summary", has_text=name))
        form.locator("summary").click()
        form.get_by_label("需要修改的内容").fill(because)
        form.get_by_role("button", name=name).click()

    def reads(self, *texts: str) -> bool:
        """The page says all of this, at once or soon; otherwise the browser's own words tell what it says instead."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)
        return True

    def offers(self, name: str, within: str = "main") -> bool:
        """Whether a button or a link of this name is on the page."""
        place = self.page.locator(within)
        return bool(place.get_by_role("button", name=name).or_(place.get_by_role("link", name=name)).count())


def _answer(asked: Dialog) -> None:
    """Questions before a step are answered with yes."""
    asked.accept()
