"""Asks Python's configparser what INI files say, and writes the answers to python.json beside this file.

Run once, by hand:  python3 src/test/resources/ini/python.py
The answers are data for PythonTests; the tests themselves need no Python.
"""

import configparser
import json
import os
import random
import sys
import tempfile

# (name, text, why it is a mistake in CaLink although Python takes it; None: the same as in Python)
CASES = [
    ("empty file", "", None),
    ("only blank lines", "\n\n  \n", None),
    ("only comments", "# a\n; b\n", None),
    ("one section", "[info]\n", None),
    ("one section without line end", "[info]", None),
    ("one key", "[info]\nsystem=host\n", None),
    ("no line end at the end", "[info]\nsystem=host", None),
    ("colon", "[info]\nsystem:host\n", None),
    ("spaces around equals", "[info]\nsystem = host\n", None),
    ("spaces around colon", "[info]\nsystem : host\n", None),
    ("tabs around equals", "[info]\nsystem\t=\thost\n", None),
    ("trailing blanks of a value", "[info]\nsystem = host  \t \n", None),
    ("trailing blanks of a section", "[info]  \t\nsystem = host\n", None),
    ("leading blanks of a section", "  [info]\nsystem = host\n", None),
    ("indented first key", "[info]\n    system = host\n", None),
    ("keys that are indented alike", "[info]\n  a = 1\n  b = 2\n", None),
    ("keys that are indented less and less", "[info]\n    a = 1\n  b = 2\nc = 3\n", None),
    ("deeper key is a continuation", "[info]\na = 1\n  b = 2\n", None),
    ("deeper section is a continuation", "[info]\na = 1\n  [files]\nb = 2\n", None),
    ("section at the same indent", "[info]\n  a = 1\n  [files]\n  b = 2\n", None),
    ("equals in a value", "[commands]\nx=FOO=1 env\n", None),
    ("colon in a value", "[commands]\nx=a:b:c\n", None),
    ("equals first, then colon", "[a]\nx=b:c\n", None),
    ("colon first, then equals", "[a]\nx:b=c\n", None),
    ("both delimiters together", "[a]\nx:=c\n", None),
    ("equals twice", "[a]\nx==c\n", None),
    ("only delimiters in a value", "[a]\nx= = : =\n", None),
    ("empty value with equals", "[a]\nx=\ny=2\n", None),
    ("empty value with colon", "[a]\nx:\ny:2\n", None),
    ("empty value and blanks", "[a]\nx=   \ny=2\n", None),
    ("empty value that goes on", "[a]\nx=\n  1\n  2\n", None),
    ("value that goes on", "[a]\nx=1\n  2\n  3\ny=4\n", None),
    ("value that goes on with tabs", "[a]\nx=1\n\t2\n\t\t3\n", None),
    ("value that goes on deeper and deeper", "[a]\nx=1\n 2\n  3\n   4\n", None),
    ("value that goes on less deep", "[a]\nx=1\n    2\n  3\n", None),
    ("value of an indented key goes on", "[a]\n  x=1\n    2\n  y=3\n", None),
    ("value of an indented key does not go on at its own depth", "[a]\n  x=1\n  y=2\n", None),
    ("trailing blanks within a value that goes on", "[a]\nx=1  \n  2\t \n  3 \n", None),
    ("delimiters within a value that goes on", "[a]\nx=1\n  y=2\n  z:3\n", None),
    ("brackets within a value that goes on", "[a]\nx=1\n  [,]b\n  [c]\n", None),
    ("pipe over several lines", "[commands]\np=ps aux\n  | sort -k 3\n  | head\n", None),
    ("backslash at the end and a line that goes on", "[commands]\np=a \\\n  b\n", None),
    ("empty line within a value ends it", "[a]\nx=1\n\n  y=2\n", None),
    ("empty line and then the value goes on", "[a]\nx=1\n\n  2\n", None),
    ("blank line within a value ends it", "[a]\nx=1\n   \n  y=2\n", None),
    ("comment within a value ends it", "[a]\nx=1\n  # comment\n  y=2\n", None),
    ("comment and then the value goes on", "[a]\nx=1\n  # comment\n  2\n", None),
    ("comment at the left within a value", "[a]\nx=1\n# comment\n  y=2\n", None),
    ("semicolon comment within a value", "[a]\nx=1\n  ; comment\n  2\n", None),
    ("value goes on after a comment ended it and a key began", "[a]\nx=1\n# c\n  y=2\n    3\n", None),
    ("empty lines between keys", "[a]\n\nx=1\n\n\ny=2\n", None),
    ("comments between keys", "[a]\n# 1\nx=1\n; 2\ny=2\n", None),
    ("indented comments", "[a]\n   # 1\nx=1\n\t; 2\ny=2\n", None),
    ("comment before the first section", "# c\n\n[a]\nx=1\n", None),
    ("comment marks in a value", "[a]\nx=1 # 2 ; 3\ny=#4\nz=;5\n", None),
    ("comment mark in a key", "[a]\nx#y=1\nx;z=2\n", None),
    ("comment after a section", "[a] ; comment\nx=1\n[b] # comment\ny=2\n", None),
    ("commented section", "[a]\n#[b]\nx=1\n", None),
    ("CRLF", "[a]\r\nx=1\r\ny=2\r\n", None),
    ("CRLF and a value that goes on", "[a]\r\nx=1\r\n  2\r\n\r\ny=3\r\n", None),
    ("CRLF and LF", "[a]\r\nx=1\ny=2\r\n  3\n", None),
    ("BOM", "\ufeff[a]\nx=1\n", None),
    ("BOM and CRLF", "\ufeff[a]\r\nx=1\r\n", None),
    ("BOM and a comment", "\ufeff# c\n[a]\nx=1\n", None),
    ("BOM alone", "\ufeff", None),
    ("mark of a BOM in a value", "[a]\nx=\ufeff1\n", None),
    ("keys keep their case", "[a]\nKey=1\nkey=2\nKEY=3\n", None),
    ("sections keep their case", "[a]\nx=1\n[A]\nx=2\n", None),
    ("blanks in a key", "[a]\nlist current directory = ls\n", None),
    ("dots and hyphens in a key", "[a]\nfile_size.var_log_dirs=1\na-b=2\n", None),
    ("brackets in a key", "[a]\nx[1]=2\n", None),
    ("brackets in a value", "[a]\nx=[a-z]*.conf,[,]\n", None),
    ("percent", "[a]\nx=date +%s %(y)s 100%\n", None),
    ("dollar", "[a]\nx=$HOME ${HOME} $(date) `date`\n", None),
    ("circle", "[a]\nx=${y}\ny=${x}\nz=${a/x}\n", None),
    ("double quotes", "[a]\nx=\"a b\"\ny=echo \"a  b\"\n", None),
    ("single quotes", "[a]\nx='a b'\n", None),
    ("backslashes", "[a]\nx=a\\nb\\t\\\\c\ny=\\\n", None),
    ("backslash before the next key", "[a]\nx=1\\\ny=2\n", None),
    ("backslash u", "[a]\nx=\\u12\ny=\\u0041\n", None),
    ("backslash before equals", "[a]\nx\\=y=1\n", None),
    ("backslash before colon", "[a]\nc:\\dir = 1\nx\\:y=2\n", None),
    ("backslash before equals at the end", "[a]\nx=1\\=\ny\\=\n", None),
    ("include", "[a]\nx=<b.ini>\ny=1\n", None),
    ("pipes and redirections", "[a]\nx=a | b > c 2>&1 < d; e && f || g\n", None),
    ("commas", "[a]\nx= , a,, b ,\n", None),
    ("inner blanks", "[a]\nx=a  b \t c\n", None),
    ("unicode", "[a]\nx=größe, 日本語, \U0001f600\n", None),
    ("unicode in keys and sections", "[größe]\nschlüssel=1\n日本=2\n", None),
    ("combining characters are left alone", "[a]\ne\u0301=1\n\u00e9=2\n", None),
    ("no-break space around a value", "[a]\nx=\u00a01\u00a0\n", None),
    ("no-break space around a key", "[a]\n\u00a0x\u00a0= 1\n", None),
    ("no-break space indents", "[a]\nx=1\n\u00a02\n", None),
    ("ideographic space around a value", "[a]\nx=\u30001\u3000\n", None),
    ("line separator in a value", "[a]\nx=1\u20282\n", None),
    ("line separator at the end of a value", "[a]\nx=1\u2028\n", None),
    ("zero width space stays", "[a]\nx=\u200b1\u200b\n", None),
    ("slash in a section", "[a/b]\nx=1\n[a]\ny=2\n", None),
    ("blank in a section", "[a b]\nx=1\n", None),
    ("bracket in a section", "[a]b]\nx=1\n", None),
    ("backslash in a section", "[a\\b]\nx=1\n", None),
    ("colon in a section", "[a:b=c]\nx=1\n", None),
    ("section without keys between others", "[a]\nx=1\n[b]\n[c]\ny=2\n", None),
    ("same key in two sections", "[a]\nx=1\n[b]\nx=1\n", None),
    ("key that is a number", "[a]\n1=2\n", None),
    ("long value", "[a]\nx=" + "0123456789" * 300 + "\n", None),
    ("section that is never a continuation", "[a]\n    [b]\n  x=1\n", None),
    ("first key of a section is no continuation", "[a]\nx=1\n[b]\n      y=2\n", None),
    # both refuse
    ("key before the first section", "x=1\n[a]\n", None),
    ("word before the first section", "hello\n[a]\n", None),
    ("key without delimiter", "[a]\nx\ny=1\n", None),
    ("key without delimiter at the end", "[a]\nx=1\ny", None),
    ("empty key with equals", "[a]\n=1\n", None),
    ("empty key with colon", "[a]\n : 1\n", None),
    ("duplicate key", "[a]\nx=1\nx=2\n", None),
    ("duplicate key with the other delimiter", "[a]\nx=1\nx : 2\n", None),
    ("duplicate section", "[a]\nx=1\n[b]\n[a]\ny=2\n", None),
    ("empty section name", "[]\nx=1\n", None),
    ("section that is not closed", "[a]\nx=1\n[b\n", None),
    ("second BOM", "\ufeff\ufeff[a]\nx=1\n", None),
    # CaLink is stricter
    ("blanks within the brackets", "[ a ]\nx=1\n", "a section is a name between brackets"),
    ("words after a section", "[a] b\nx=1\n", "a section stands on a line of its own"),
    ("key that begins with a bracket", "[a]\n[x=1\n", "a line that begins with a bracket is a section"),
    ("carriage return alone", "[a]\rx=1\r", "lines end in LF or CRLF"),
    ("form feed", "[a]\nx=1\f\n", "control characters are not allowed"),
    ("vertical tab", "[a]\nx=1\v2\n", "control characters are not allowed"),
    ("escape", "[a]\nx=\x1b[31m\n", "control characters are not allowed"),
    ("NUL", "[a]\nx=\x00\n", "control characters are not allowed"),
    ("next line", "[a]\nx=1\x852\n", "control characters are not allowed"),
    ("delete", "[a]\nx=\x7f\n", "control characters are not allowed"),
]

PIECES = [
    "[a]\n", "[b]\n", "[c d]\n", "  [e]\n", "x", "y", "zed", "k\\", "key one", "=", "=", ":", " = ", " : ", " ", "  ", "\t",
    "\n", "\n", "\n", "\n\n", "\n ", "\n  ", "\n    ", "\n\t", "\r\n", "\r\n  ", "#", " # c", "\n# c\n", ";", "\n  ; c\n",
    "\\", "\\n", "%", "${x}", "1", "2,3", "\u00e9", "\u00a0", "\u3000", "]", "v[1]", '"', "'",
]


def random_cases(count):
    chance = random.Random(4711)
    for number in range(count):
        text = "[a]\n" if chance.random() < 0.97 else ""
        for _ in range(chance.randrange(1, 5)):
            key = chance.choice(["x", "y", "zed", "q r", "k\\"]) + str(number % 7) + str(chance.randrange(9))
            text += "".join(["", "", " ", "  "][chance.randrange(4)]) + key + chance.choice(["=", ":", " = ", " : "])
            text += "".join(chance.choice(PIECES) for _ in range(chance.randrange(0, 6))) + chance.choice(["\n", "\r\n"])
        yield ("random %d" % number, text, None)


def says(text):
    parser = configparser.RawConfigParser(strict=True, empty_lines_in_values=False)
    parser.optionxform = str
    handle, path = tempfile.mkstemp()
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode("utf-8"))
    try:
        with open(path, encoding="utf-8-sig") as file:
            parser.read_file(file)
    except configparser.Error as error:
        return {"error": type(error).__name__}
    finally:
        os.unlink(path)
    return {"sections": [[name, [list(item) for item in parser.items(name)]] for name in parser.sections()]}


def main():
    beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), "python.json")
    with open(beside, "w", encoding="ascii", newline="\n") as out:
        cases = []
        for name, text, stricter in CASES + list(random_cases(300)):
            case = {"name": name, "text": text, "stricter": stricter, **says(text)}
            if any(line.strip()[:1] == "[" and line.strip()[-1:] != "]" for line in text.splitlines()) and name.startswith("random"):
                continue  # whether such a line is a section is where CaLink is stricter; it has cases of its own
            cases.append(json.dumps(case))
        out.write('{"python": %s, "cases": [\n' % json.dumps(sys.version.split()[0]))
        out.write(",\n".join(cases))
        out.write("\n]}\n")


main()
