"""Sets the manuscript without a TeX installation: pandoc reads the LaTeX and writes Typst, Typst writes the PDF.

usage: make.py ENGINE STAGE OUT
ENGINE holds the wheels of requirements.txt; STAGE the manuscript's tree with template.typ and filter.lua; OUT is the PDF.
The same tree gives the same bytes: no clock, no fonts of the machine, no network.
"""

import pathlib
import subprocess
import sys


def main() -> int:
    if len(sys.argv) != 4:
        print(__doc__, file=sys.stderr)
        return 2
    engine, stage, out = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    sys.path.insert(0, str(engine))
    import typst

    name = "pandoc.exe" if sys.platform == "win32" else "pandoc"
    converted = subprocess.run(
        [
            engine / "pypandoc" / "files" / name,
            "--from=latex",
            "--to=typst",
            "--standalone",
            "--fail-if-warnings",
            "--template=template.typ",
            "--lua-filter=filter.lua",
            "--output=main.typ",
            "firstbest.tex",
        ],
        cwd=stage,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if converted.returncode != 0:
        print(converted.stderr, file=sys.stderr)
        return 1
    pdf = typst.compile(str(stage / "main.typ"), root=str(stage), ignore_system_fonts=True)
    out.write_bytes(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
