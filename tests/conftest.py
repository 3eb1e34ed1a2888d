"""Make every test run apart from the user's files, and fail on what nobody expected."""

import gc
import itertools
import logging
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# Without a display Qt aborts the interpreter; this must stand before PySide6 is imported.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("ci", deadline=None, max_examples=25, print_blob=True)
settings.register_profile("thorough", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

_STATIC_BOXES = {
    "QMessageBox": ("about", "aboutQt", "critical", "information", "question", "warning"),
    "QFileDialog": (
        "getExistingDirectory",
        "getExistingDirectoryUrl",
        "getOpenFileName",
        "getOpenFileNames",
        "getOpenFileUrl",
        "getOpenFileUrls",
        "getSaveFileName",
        "getSaveFileUrl",
    ),
    "QInputDialog": ("getDouble", "getInt", "getItem", "getMultiLineText", "getText"),
    "QColorDialog": ("getColor",),
    "QFontDialog": ("getFont",),
}


@pytest.fixture(scope="session", autouse=True)
def _user_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep settings, logs and data of the tests out of the user's own folders."""
    home = tmp_path_factory.mktemp("user")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CONFIG", "DATA", "STATE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        for name in ("APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(home / name.lower()))
        # No test asks the desktop's own store for passwords.
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
        yield


class _UnexpectedErrors(logging.Handler):
    """Collect the errors logged, but for those that a test asked for."""

    def __init__(self, asked: logging.Handler) -> None:
        super().__init__(logging.ERROR)
        self.asked = asked
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record's text unless `caplog.at_level` announced this level."""
        if self.asked.level and record.levelno >= self.asked.level:
            return
        text = logging.Formatter("%(name)s: %(levelname)s: %(message)s").format(record)
        self.messages.append(text)


@pytest.fixture(autouse=True)
def _no_unexpected_error(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test in which an error was logged outside `caplog.at_level(logging.ERROR)`."""
    handler = _UnexpectedErrors(caplog.handler)
    root = logging.getLogger()
    root.addHandler(handler)
    yield
    root.removeHandler(handler)
    if handler.messages:
        pytest.fail("An error was logged that the test did not expect:\n" + handler.messages[0])


class ModalBoxes:
    """Stand in for the person who answers modal boxes; an unannounced one is a failure."""

    def __init__(self) -> None:
        self.shown: list[Any] = []
        self.unexpected: list[str] = []
        self._answers: list[Callable[[Any], Any]] = []

    def expect(self, answer: Callable[[Any], Any]) -> None:
        """Answer the next modal box by calling `answer(box)`, whose result its exec returns."""
        self._answers.append(answer)

    def meet(self, box: Any) -> Any:
        """Answer a box in the order announced, or refuse it."""
        self.shown.append(box)
        if not self._answers:
            return self.refuse(f"{type(box).__name__} “{box.windowTitle()}”")
        return self._answers.pop(0)(box)

    def refuse(self, what: str) -> Any:
        """Note a box that nobody would have closed, and stop the code that opened it."""
        self.unexpected.append(what)
        raise AssertionError(f"A modal box opened that the test did not expect: {what}")

    def check(self) -> None:
        """Fail where a box came unannounced or an announced one did not come."""
        if self.unexpected:
            pytest.fail(f"Modal boxes opened unexpectedly: {', '.join(self.unexpected)}")
        if self._answers:
            pytest.fail(f"{len(self._answers)} expected modal boxes did not open.")


@pytest.fixture(autouse=True)
def modal_boxes(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModalBoxes]:
    """Let no modal box wait; yield what answers those that a test expects."""
    boxes = ModalBoxes()
    modules = [
        module
        for name in ("PySide6.QtWidgets", "PySide6.QtPrintSupport")
        if (module := sys.modules.get(name)) is not None
    ]
    for module in modules:
        _replace_modal(monkeypatch, module, boxes)
    yield boxes
    boxes.check()


def _replace_modal(monkeypatch: pytest.MonkeyPatch, module: Any, boxes: ModalBoxes) -> None:
    """Replace exec of every dialogue class of a Qt module, and the boxes that are functions."""
    dialogue = sys.modules["PySide6.QtWidgets"].QDialog
    for name, kind in vars(module).items():
        if isinstance(kind, type) and issubclass(kind, dialogue) and "exec" in vars(kind):
            monkeypatch.setattr(kind, "exec", lambda box, *_: boxes.meet(box))
        for function in _STATIC_BOXES.get(name, ()):

            def refuse(*_: Any, what: str = f"{name}.{function}", **__: Any) -> Any:
                return boxes.refuse(what)

            monkeypatch.setattr(kind, function, staticmethod(refuse))


@pytest.fixture(scope="session", autouse=True)
def _collected_here() -> Iterator[None]:
    """Collect garbage between the tests alone, as the window does in its own thread.

    Python collects in whichever thread makes the next object; a worker's would free widgets.
    """
    gc.disable()
    yield
    gc.enable()


_ended = itertools.count(1)


def _collect() -> None:
    """Collect the young at the end of each test, the older ones now and then."""
    number = next(_ended)
    gc.collect(2 if number % 100 == 0 else 1 if number % 10 == 0 else 0)


@pytest.fixture(autouse=True)
def _nothing_left_over() -> Iterator[None]:
    """Free the widgets that a test gave up, which no event loop does here, and close dialogs.

    Left alive, each of them is painted anew with every later test's theme, and a modal dialog
    keeps later windows from the keyboard.
    """
    yield
    _collect()
    widgets = sys.modules.get("PySide6.QtWidgets")
    core = sys.modules.get("PySide6.QtCore")
    if widgets is None or core is None or core.QCoreApplication.instance() is None:
        return
    while (left := widgets.QApplication.activeModalWidget()) is not None:
        left.hide()
        left.deleteLater()
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)


@pytest.fixture(scope="session")
def project_root() -> Path:
    """Return the folder that holds the program's own folders."""
    return Path(__file__).resolve().parent.parent


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    session.config.stash[_STATUS] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """End the process with the tests' own verdict, once all of it is written.

    With Qt loaded, Python's own end frees widgets and the application in any order, and now and
    then crashes there, after every test has passed.
    """
    status = config.stash.get(_STATUS, None)
    if status is not None and "PySide6.QtWidgets" in sys.modules:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


_STATUS = pytest.StashKey[int]()
