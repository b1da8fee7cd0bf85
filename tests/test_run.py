"""`run.py` says plainly what is missing and does nothing twice."""

import importlib.util
import json
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """run.py as a module, with its environment and stamp in a folder of the test."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, place in (("VENV", tmp_path), ("STAMP", tmp_path / "yuheng.json"), ("LOG", tmp_path / "install.log")):
        monkeypatch.setattr(module, name, place)
    return module


def test_help_needs_nothing_but_python() -> None:
    command = [sys.executable, "-S", "-I", str(ROOT / "run.py"), "--help"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert [word for word in ("test", "yuheng", "--port", "YUHENG_HOME", "Exit status") if word not in said] == []


def test_an_old_python_is_told_which_one_is_needed(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert run.main([]) == 2
    said = capsys.readouterr().err
    assert "3.9.2" in said and "3.11" in said


def test_a_taken_port_is_named_with_the_way_out(run: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert run.main(["--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert f"port {port} on 127.0.0.1" in said and "--port" in said


def test_a_python_without_venv_is_told_what_to_install(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "find_spec", lambda name: None)
    assert run.main(["yuheng", "--version"]) == 2
    assert "apt install python3-venv" in capsys.readouterr().err


def test_a_first_start_without_a_network_says_so(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pip = tmp_path / "pip.py"
    pip.write_text("import sys; print('Failed to establish a new connection'); sys.exit(1)")
    with pytest.raises(run.CannotRun, match="no network"):
        run.run_logged([sys.executable, str(pip)])
    assert "new connection" in run.LOG.read_text()


def test_what_is_set_up_is_not_set_up_again(run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(run, "install", lambda lock: done.append(lock.name))
    monkeypatch.setattr(run, "run_logged", lambda command, **_: done.append(command[2]))
    monkeypatch.setattr(run, "link_checkout", lambda: None)
    monkeypatch.setattr(run, "python", lambda: sys.executable)
    run.set_up("runtime")
    run.set_up("runtime")
    assert done == ["venv", "requirements.lock"]
    run.set_up("dev")
    run.set_up("dev")
    run.set_up("runtime")
    assert done == ["venv", "requirements.lock", "requirements-dev.lock"], "the development lock holds the other"
    stamp = json.loads(run.STAMP.read_text())
    run.STAMP.write_text(json.dumps({**stamp, "runtime": "another"}))
    run.set_up("runtime")
    assert done[3:] == ["requirements.lock"], "a new lock is installed into the same environment"


def test_data_lives_in_var_unless_another_home_is_named(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YUHENG_HOME", raising=False)
    assert run.environment()["YUHENG_HOME"] == str(ROOT / "var")
    monkeypatch.setenv("YUHENG_HOME", "elsewhere")
    assert run.environment()["YUHENG_HOME"] == str(Path("elsewhere").resolve())
