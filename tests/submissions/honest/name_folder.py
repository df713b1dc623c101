"""The notebook in a folder of its own within, as an unpacked archive leaves it.

where: folder
told: The file should be called
"""


def lay(folder):
    inner = folder / "student" / "ps2_forward"
    inner.mkdir(parents=True)
    (folder / "ps2_forward.ipynb").rename(inner / "ps2_forward.ipynb")
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX" / "._ps2_forward.ipynb").write_bytes(b"\x00\x05\x16\x07")
