//! Kinds of files that other software has been seen to misread: each is right, refused by name, or
//! read with a warning that says how.

use std::io::Write;

use firstbest::lp::certificate::check::Proved;
use firstbest::lp::mps::{Mps, read, read_file};
use firstbest::lp::{CertifyBudget, certify_from_nothing};

const INF: f64 = f64::INFINITY;

fn mps(text: &str) -> Mps {
    read(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn complaint(text: &str) -> String {
    read(text).map_or_else(|error| error.to_string(), |mps| format!("{mps:?}"))
}

/// The one warning of a text.
fn warning(text: &str) -> String {
    let warnings = mps(text).warnings;
    assert_eq!(warnings.len(), 1, "{warnings:?}\n{text}");
    warnings[0].clone()
}

/// The certified optimum as a fraction.
fn optimum(text: &str) -> String {
    let proved = certify_from_nothing(&mps(text).program, &CertifyBudget::default());
    match proved.map(|(_, proved)| proved) {
        Some(Proved::Bounds {
            lower: Some(lower),
            upper: Some(upper),
        }) if lower == upper => lower.numerator.over(&lower.denominator).to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn costs_are_the_decimals_of_the_file() {
    // 0.7 = 0.6 + 0.1 along the ray (1, 1, 1), so the objective cannot fall along it
    let text = "ROWS\n N o\n E p\n E q\nCOLUMNS\n x o 0.7 p 1\n x q 1\n y o -0.6 p -1\n \
                z o -0.1 q -1\nENDATA";
    assert_eq!(optimum(text), "0");
}

#[test]
fn rows_that_no_power_of_ten_fits_are_the_decimals_of_the_file() {
    let text = "ROWS\n N o\n E r\nCOLUMNS\n x o 1 r 0.1\n y o 1 r 0.7\n z o 1 r \
                0.12345678901234567\nRHS\n R r 0.8\nBOUNDS\n FX B x 1\n FX B y 1\n FX B z 0\nENDATA";
    assert_eq!(optimum(text), "2");
}

#[test]
fn ranges_and_right_hand_sides_are_the_decimals_of_the_file() {
    // 0.1 to 0.1 + 0.2, and x = 0.3 exactly, in a row of 30 digits
    let text = "ROWS\n N o\n G r\n E s\nCOLUMNS\n x o 1 r 1\n x s 1.000000000000000000000000000001\n\
                RHS\n R r 0.1\n R s 0.3000000000000000000000000000003\nRANGES\n R r 0.2\nENDATA";
    assert_eq!(optimum(text), "3/10");
}

#[test]
fn sections_that_a_linear_program_does_not_have_are_refused_by_name() {
    let indented = "ROWS\n N o\n L r\nCOLUMNS\n x o -1 r 1\nRHS\n R r 5\n";
    let flat = "ROWS\nN o\nL r\nCOLUMNS\nx o -1\nx r 1\nRHS\nR r 5\n";
    let sections = [
        ("QSECTION o", "x x 2"),
        ("QCMATRIX r", "x x 1"),
        ("QMATRIX", "x x 1"),
        ("SOS2", "S1 x 1"),
        ("SOS", "S1 SOS s1"),
        ("INDICATORS", "IF r x 1"),
        ("CSECTION k 0.0 QUAD", "x"),
        ("GENCONS", "MAX m"),
        ("BOUND", "FR B x"),
        ("COLUMN", "y o 1"),
        ("RANGE", "R r 1"),
    ];
    for (header, data) in sections {
        let name = header.split(' ').next().unwrap_or_default();
        let expected = format!("section '{name}'");
        for text in [
            format!("{indented}{header}\n {data}\nENDATA"),
            format!("{flat}{header}\n{data}\nENDATA"),
        ] {
            let found = complaint(&text);
            assert!(found.contains(&expected), "{found}\n{text}");
        }
    }
}

#[test]
fn names_that_are_section_words_are_names_in_files_without_indents() {
    for word in [
        "RHS", "RANGES", "BOUNDS", "ROWS", "COLUMNS", "ENDATA", "NAME", "OBJSENSE",
    ] {
        let text = format!(
            "NAME t\nROWS\nN o\nL {word}\nCOLUMNS\n{word} o -2\n{word} {word} 1\nRHS\n\
             {word} {word} 5\nBOUNDS\nUP {word} {word} 4\nENDATA"
        );
        let program = mps(&text).program;
        assert_eq!(program.column_bounds(), [(0.0, 4.0)], "{word}");
        assert_eq!(program.row_bounds(), [(-INF, 5.0)], "{word}");
        assert_eq!(program.costs(), [-2.0], "{word}");
    }
}

#[test]
fn a_line_that_lost_its_indent_is_still_data() {
    let text = "NAME t\nROWS\n N o\n L r\nCOLUMNS\n    x o -1 r 1\nRHS\nRHS r 5\nENDATA";
    assert_eq!(mps(text).program.row_bounds(), [(-INF, 5.0)]);
    let two = "ROWS\n N o\n L r\nCOLUMNS\n x o -1 r 1\nRHS x\n R r 5\nENDATA";
    assert!(
        complaint(two).contains("stand alone on its line"),
        "{}",
        complaint(two)
    );
}

#[test]
fn senses_in_every_place() {
    let of = |head: &str| {
        mps(&format!("{head}ROWS\n N o\nCOLUMNS\n x o 1\nENDATA"))
            .program
            .sense
    };
    let maxima = [
        "NAME t\nOBJSENSE\n    MAX\n",
        "NAME t\nOBJSENSE\nMAX\n",
        "OBJSENSE MAX\n",
        "objsense maximise\n",
        "NAME t\nOBJSENSE\n MAXIMIZE\n",
        "OBJSENSEMAX\n",
        "* sense: max\nOBJSENSE MAXIMUM\n",
    ];
    for head in maxima {
        assert_eq!(of(head).to_string(), "maximise", "{head}");
    }
    assert_eq!(of("OBJSENSE\n MIN\n").to_string(), "minimise");
    let refused = |head: &str| complaint(&format!("{head}ROWS\n N o\nCOLUMNS\n x o 1\nENDATA"));
    assert!(refused("OBJSENSE\n LARGE\n").contains("neither MAX nor MIN"));
    assert!(refused("OBJSENSE\n").contains("neither MAX nor MIN"));
    assert!(refused("OBJSENSE MAX\nOBJSENSE MIN\n").contains("both MAX and MIN"));
    assert!(refused("OBJNAME\n profit\n").contains("OBJNAME asks for 'profit'"));
}

#[test]
fn comments_about_the_sense_are_not_obeyed_silently() {
    let with = |comment: &str| format!("{comment}\nROWS\n N o\nCOLUMNS\n x o 1\nENDATA");
    for comment in [
        "*SENSE:Maximize",
        "* Sense: MAX",
        "* Objective sense: maximise",
        "*MAXIMIZE",
    ] {
        assert!(warning(&with(comment)).contains("minimised"), "{comment}");
    }
    assert!(mps(&with("*SENSE:Minimize")).warnings.is_empty());
    assert!(mps(&with("* up to max 5 units")).warnings.is_empty());
}

#[test]
fn integer_columns_of_every_spelling_are_relaxed_aloud() {
    let bounds = ["BV B x", "UI B x 4", "LI B x 1", "BV x", "bv B x"];
    for bound in bounds {
        let text = format!("ROWS\n N o\nCOLUMNS\n x o 1\nBOUNDS\n {bound}\nENDATA");
        assert!(warning(&text).contains("relaxation"), "{bound}");
        assert!(mps(&text).is_relaxed(), "{bound}");
    }
    let markers = [
        "'MARKER' 'INTORG'",
        "MARKER INTORG",
        "'marker' 'intorg'",
        "\"MARKER\" \"INTORG\"",
    ];
    for marker in markers {
        let end = marker.replace("ORG", "END").replace("org", "end");
        let text = format!(
            "ROWS\n N o\nCOLUMNS\n M {marker}\n x o 1\n M {end}\n y o 1\nBOUNDS\n UP B x 4\nENDATA"
        );
        assert!(
            warning(&text).contains("1 integer column ('x')"),
            "{marker}"
        );
        assert_eq!(mps(&text).integer_columns, 1, "{marker}");
    }
    assert!(!mps("ROWS\n N o\nCOLUMNS\n x o 1\nENDATA").is_relaxed());
}

#[test]
fn marked_columns_without_bounds_are_binary_and_the_reading_is_told() {
    let text = |bounds: &str| {
        format!(
            "ROWS\n N o\nCOLUMNS\n M 'MARKER' 'INTORG'\n x o -1\n M 'MARKER' 'INTEND'\n y o 1\n\
             BOUNDS\n{bounds}ENDATA"
        )
    };
    let found = mps(&text(""));
    assert_eq!(found.program.column_bounds(), [(0.0, 1.0), (0.0, INF)]);
    assert!(
        found.warnings.iter().any(|w| w.contains("[0, 1]")),
        "{:?}",
        found.warnings
    );
    // any bound of its own ends that
    for (bound, expected) in [(" PL B x\n", (0.0, INF)), (" LO B x 2\n", (2.0, INF))] {
        let found = mps(&text(bound));
        assert_eq!(found.program.column_bounds()[0], expected);
        assert!(!found.warnings.iter().any(|w| w.contains("[0, 1]")));
    }
}

#[test]
fn markers_that_are_none_and_markers_of_other_things() {
    let body = |line: &str| format!("ROWS\n N o\n L MARKER\nCOLUMNS\n{line}\n x o 1\nENDATA");
    assert_eq!(mps(&body(" w MARKER 3")).program.row(0), [(0, 3.0)]);
    assert!(complaint(&body(" M 'MARKER' 'SOSORG'")).contains("special ordered sets"));
    assert!(complaint(&body(" M 'MARKER' 'INT'")).contains("INTORG"));
    assert!(complaint(&body(" M 'MARKER' 'INTEND'")).contains("no INTORG"));
}

#[test]
fn semi_continuous_columns_reach_down_to_zero_whatever_the_order() {
    let bounds = |lines: &str| {
        let text = format!("ROWS\n N o\nCOLUMNS\n x o 1\nBOUNDS\n{lines}ENDATA");
        let found = mps(&text);
        assert!(found.is_relaxed() && found.warnings[0].contains("semi-continuous"));
        found.program.column_bounds()[0]
    };
    assert_eq!(bounds(" SC B x 10\n LO B x 2\n"), (0.0, 10.0));
    assert_eq!(bounds(" LO B x 2\n SC B x 10\n"), (0.0, 10.0));
    assert_eq!(bounds(" LO B x -3\n SC B x 10\n"), (-3.0, 10.0));
    assert_eq!(bounds(" SC B x 1e30\n LO B x 2\n"), (0.0, INF));
    assert_eq!(bounds(" SI B x 7\n"), (0.0, 7.0));
    let refused = |line: &str| {
        complaint(&format!(
            "ROWS\n N o\nCOLUMNS\n x o 1\nBOUNDS\n{line}\nENDATA"
        ))
    };
    assert!(refused(" SC B x 0").contains("no bound to some programs"));
    assert!(refused(" SC B x -5").contains("upper bound below its lower one"));
}

#[test]
fn text_between_the_fields_of_cards_is_never_dropped() {
    let card = |line: &str| {
        format!(
            "ROWS\n N  THE COST\n L  ROW ONE\nCOLUMNS\n{line}\n    MY COL    ROW ONE            \
             1.0\nRHS\n    RHS       ROW ONE            8.0\nENDATA\n"
        )
    };
    let good = "    MY COL    THE COST          -2.0";
    assert_eq!(mps(&card(good)).program.costs(), [-2.0]);
    for line in [
        "    MY COL    THE COST -2.0",
        "   1MY COL    THE COST          -2.0",
        "    MY COL   5THE COST          -2.0",
        "    MY COL    THE COST          -2.0           3",
    ] {
        let found = complaint(&card(line));
        assert!(found.contains("line 5"), "{found}");
    }
    // the number of the card in its deck
    let numbered = format!("{good:<72}00000010");
    assert!(warning(&card(&numbered)).contains("column 73"));
}

#[test]
fn second_sets_are_left_out_aloud() {
    let text = |rhs: &str, bounds: &str, ranges: &str| {
        format!(
            "ROWS\n N o\n L r\n L s\nCOLUMNS\n x o -1 r 1\n x s 1\nRHS\n{rhs}RANGES\n{ranges}\
             BOUNDS\n{bounds}ENDATA"
        )
    };
    let found = warning(&text(" rhs r 5\n RHS s 3\n RHS r 4\n", "", ""));
    assert!(
        found.contains("case only") && found.contains("2 line(s)"),
        "{found}"
    );
    let found = warning(&text(" A r 5\n", " UP B x 1\n UP C x 2\n", ""));
    assert!(
        found.contains("section BOUNDS has the sets 'B' and 'C'"),
        "{found}"
    );
    let found = warning(&text(" A r 5\n", "", " P r 1\n Q s 2\n"));
    assert!(found.contains("section RANGES"), "{found}");
}

#[test]
fn what_a_later_line_undoes_is_told() {
    let text = |lines: &str| format!("ROWS\n N o\n N p\n L r\nCOLUMNS\n x o 1\n{lines}ENDATA");
    assert!(mps(&text("BOUNDS\n UP B x 1\n UP B x 2\n")).warnings[0].contains("two upper bounds"));
    assert!(mps(&text("RANGES\n R o 2\n")).warnings[0].contains("N row 'o'"));
    assert!(warning(&text("")).contains("N row(s) besides the objective"));
    assert!(complaint(&text("RHS\n R o 1\n R o 2\n")).contains("two right-hand sides"));
    assert_eq!(
        mps(&text("RHS\n R o -1.5\n")).program.objective_constant(),
        1.5
    );
    assert!(warning("ROWS\n L r\nCOLUMNS\n x r 1\nENDATA").contains("no N row"));
}

#[test]
fn a_negative_upper_bound_alone_is_told() {
    let text = |lines: &str| format!("ROWS\n N o\nCOLUMNS\n x o 1\nBOUNDS\n{lines}ENDATA");
    for line in [" UP B x -3\n", " UP x -3e0\n"] {
        assert!(warning(&text(line)).contains("-inf"), "{line}");
        assert_eq!(mps(&text(line)).program.column_bounds(), [(-INF, -3.0)]);
    }
    for lines in [
        " LO B x -9\n UP B x -3\n",
        " UP B x -3\n MI B x\n",
        " UP B x 0\n",
    ] {
        assert!(mps(&text(lines)).warnings.is_empty(), "{lines}");
    }
}

#[test]
fn infinite_numbers_where_they_leave_nothing_are_refused() {
    let bound = |line: &str| {
        complaint(&format!(
            "ROWS\n N o\nCOLUMNS\n x o 1\nBOUNDS\n{line}\nENDATA"
        ))
    };
    for line in [
        " UP B x -1e30",
        " LO B x inf",
        " FX B x 1e20",
        " FX B x -inf",
    ] {
        assert!(bound(line).contains("no value"), "{line}");
    }
    let rhs = |kind: &str, value: &str| {
        complaint(&format!(
            "ROWS\n N o\n {kind} r\nCOLUMNS\n x r 1\nRHS\n R r {value}\nENDATA"
        ))
    };
    for (kind, value) in [("G", "1e30"), ("L", "-1e30"), ("E", "1e30"), ("E", "-inf")] {
        assert!(rhs(kind, value).contains("no value"), "{kind} {value}");
    }
}

#[test]
fn dollar_comments_in_every_section() {
    let text = "NAME t\nROWS\n N o $ cost\n L $r $ a row\nCOLUMNS\n x o -1 $r 1 $ used twice\n\
                RHS\n R $r 5 $ five units\nBOUNDS\n UP B x 4 $ and no more\n LO x 1 $2\nENDATA";
    let program = mps(text).program;
    assert_eq!(program.row_bounds(), [(-INF, 5.0)]);
    assert_eq!(program.column_bounds(), [(1.0, 4.0)]);
    assert_eq!(program.row(0), [(0, 1.0)]);
}

#[test]
fn messages_name_what_is_wrong() {
    let bound = |line: &str| {
        complaint(&format!(
            "ROWS\n N o\nCOLUMNS\n x o 1\nBOUNDS\n{line}\nENDATA"
        ))
    };
    for (line, expected) in [
        (" FR BND y", "column 'y' is not declared"),
        (" MI BND y", "column 'y' is not declared"),
        (" BV BND y", "column 'y' is not declared"),
        (" UP BND y 4", "column 'y' is not declared"),
        (" FR y", "column 'y' is not declared"),
        (" UP BND x", "the UP bound of column 'x' has no value"),
        (" UP BND x four", "'four' is no number"),
    ] {
        assert!(bound(line).contains(expected), "{line}: {}", bound(line));
    }
    let rhs = |line: &str| {
        complaint(&format!(
            "ROWS\n N o\n L r\n L s\nCOLUMNS\n x r 1\nRHS\n{line}\nENDATA"
        ))
    };
    assert!(
        rhs(" R r s 5").contains("found row 'r' after 'R'"),
        "{}",
        rhs(" R r s 5")
    );
    assert!(rhs(" R q 5").contains("row 'q' is not declared"));
    assert!(complaint(" ROWS\n N o\n").contains("headers begin in column 1"));
}

fn of_bytes(bytes: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().and_then(|mut file| {
        file.write_all(bytes)?;
        Ok(file)
    });
    let file = file.unwrap_or_else(|error| panic!("{error}"));
    read_file(file.path()).map_or_else(
        |error| error.to_string(),
        |mps| format!("read; {}", mps.warnings.join("; ")),
    )
}

const PLAIN: &str = "NAME t\nROWS\n N o\nCOLUMNS\n x o 1\nENDATA\n";

#[test]
fn encodings_and_line_ends_that_are_no_text_are_named() {
    let wide = |order: fn(u16) -> [u8; 2]| PLAIN.encode_utf16().flat_map(order).collect::<Vec<_>>();
    let with = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
    let cases: [(Vec<u8>, &str); 8] = [
        (
            with(b"\xff\xfe", wide(u16::to_le_bytes)),
            "UTF-16, little-endian",
        ),
        (
            with(b"\xfe\xff", wide(u16::to_be_bytes)),
            "UTF-16, big-endian",
        ),
        (wide(u16::to_le_bytes), "UTF-16 without a mark"),
        (with(b"\xff\xfe\0\0", vec![b'N', 0, 0, 0]), "UTF-32"),
        (
            PLAIN.replace('\n', "\r").into_bytes(),
            "carriage returns alone",
        ),
        (
            PLAIN.replacen('\n', "\r", 2).into_bytes(),
            "a carriage return stands within",
        ),
        (b"NAME t\nRO\0WS\n".to_vec(), "zero bytes"),
        (b"BZh91AY&SY".to_vec(), "bzip2"),
    ];
    for (bytes, expected) in cases {
        let found = of_bytes(&bytes);
        assert!(found.contains(expected), "{found}, not {expected}");
    }
    let mark = with(b"\xef\xbb\xbf", PLAIN.as_bytes().to_vec());
    assert_eq!(of_bytes(&mark), "read; ");
    assert_eq!(of_bytes(PLAIN.replace('\n', "\r\n").as_bytes()), "read; ");
}

#[test]
fn gzip_padded_joined_and_damaged() -> Result<(), std::io::Error> {
    let packed = |text: &str| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(text.as_bytes())?;
        packer.finish()
    };
    let whole = packed(PLAIN)?;
    let (first, second) = PLAIN.split_at(PLAIN.len() / 2);
    assert_eq!(of_bytes(&[&whole[..], &[0; 512]].concat()), "read; ");
    assert_eq!(
        of_bytes(&[packed(first)?, packed(second)?].concat()),
        "read; "
    );
    let joined = [packed(first)?, packed(second)?, vec![0; 7]].concat();
    assert_eq!(of_bytes(&joined), "read; ");
    let more = of_bytes(&[&whole[..], b"rubbish"].concat());
    assert!(more.contains("after the gzipped part"), "{more}");
    let cut = of_bytes(&whole[..whole.len() / 2]);
    assert!(cut.contains("gzipped and damaged"), "{cut}");
    Ok(())
}

#[test]
fn files_in_other_formats_are_called_what_they_look_like() {
    let cases = [
        (
            "Maximize\n obj: x\nSubject To\n c: x <= 4\nEnd\n",
            "CPLEX's LP",
        ),
        ("\\ a comment\nMinimize\n x\n", "CPLEX's LP"),
        ("max: 3x+2y;\nc1: x+y<=4;\n", "lp_solve's LP"),
        ("/* objective */\nmin: x;\n", "lp_solve's LP"),
        ("{\"rows\": 3}\n", "JSON"),
        ("<html>\n", "web page"),
        ("g3 1 1 0\n", "AMPL"),
    ];
    for (text, expected) in cases {
        let found = complaint(text);
        assert!(
            found.contains("no MPS file") && found.contains(expected),
            "{found}"
        );
    }
}

#[test]
fn a_reading_that_blanks_would_change_is_told() {
    let text = "ROWS
 N  1
 L  2
COLUMNS
    X 2 1     1                  4.0
ENDATA
";
    assert!(
        warning(text).contains("by card columns"),
        "{}",
        warning(text)
    );
}

#[test]
fn a_missing_intend_is_told() {
    let text = |end: &str| {
        format!("ROWS\n N o\nCOLUMNS\n M 'MARKER' 'INTORG'\n x o 1\n{end}BOUNDS\n UP B x 3\nENDATA")
    };
    let told = |text: &str| mps(text).warnings.iter().any(|w| w.contains("no INTEND"));
    assert!(told(&text("")));
    assert!(!told(&text(" M 'MARKER' 'INTEND'\n")));
    assert_eq!(mps(&text("")).integer_columns, 1);
}
