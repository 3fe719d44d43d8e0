//! MPS files: every section and kind of bound, both forms, and what is refused.

use std::io::Write;

use firstbest::lp::backends::{self, Limits, Status};
use firstbest::lp::certificate::Kind;
use firstbest::lp::certificate::check::Proved;
use firstbest::lp::mps::read;
use firstbest::lp::mps::read_file;
use firstbest::lp::mps::write;
use firstbest::lp::solve_certified;
use firstbest::lp::{CertifyBudget, LinearProgram, Sense};

const INF: f64 = f64::INFINITY;

fn program(text: &str) -> LinearProgram {
    read(text)
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
        .program
}

fn complaint(text: &str) -> String {
    read(text).map_or_else(|error| error.to_string(), |mps| format!("{mps:?}"))
}

const EVERYTHING: &str = "* a comment
NAME          EVERYTHING
ROWS
 N  COST
 L  LESS
 G  MORE
 E  SAME
 E  UPWARD
 E  DOWNWARD
 N  OTHER
COLUMNS
    A         COST               1.5   LESS                1.
    A         MORE               -2.   OTHER               9.
    B         COST                2.   SAME              0.25
    B         UPWARD              1.   DOWNWARD         1.0E0
    C         LESS              1D+1
    D         MORE                1.
    E         MORE                1.
    F         MORE                1.
    G         MORE                1.
    H         MORE                1.
RHS
    RHS       COST               -7.   LESS               10.
    RHS       MORE               -3.   SAME               0.5
    RHS       UPWARD              4.   DOWNWARD            4.
    OTHERRHS  LESS              999.
RANGES
    RNG       LESS                3.   MORE               -2.
    RNG       UPWARD              2.   DOWNWARD           -2.
BOUNDS
 UP BND       A                   4.
 LO BND       B                  -1.
 UP BND       C                  -5.
 FR BND       D
 MI BND       E
 UP BND       E                   3.
 FX BND       F                   2.
 BV BND       G
 PL BND       H
 UP OTHERBND  A                 999.
ENDATA
";

#[test]
fn every_section_and_bound() {
    let lp = program(EVERYTHING);
    assert_eq!(lp.name, "EVERYTHING");
    assert_eq!((lp.columns(), lp.rows()), (8, 5));
    // minus the right-hand side of the objective
    assert_eq!(lp.objective_constant(), 7.0);
    assert_eq!(lp.costs()[..3], [1.5, 2.0, 0.0]);
    assert_eq!(lp.row(2), [(1, 0.25)]);
    let rows = [
        (7.0, 10.0),
        (-3.0, -1.0),
        (0.5, 0.5),
        (4.0, 6.0),
        (2.0, 4.0),
    ];
    assert_eq!(lp.row_bounds(), rows);
    let columns = [
        (0.0, 4.0),
        (-1.0, INF),
        (-INF, -5.0),
        (-INF, INF),
        (-INF, 3.0),
        (2.0, 2.0),
        (0.0, 1.0),
        (0.0, INF),
    ];
    assert_eq!(lp.column_bounds(), columns);
    assert_eq!(lp.row(0), [(0, 1.0), (2, 10.0)]);
}

#[test]
fn free_form_objective_sense_and_missing_set_names() {
    let lp = program(
        "NAME free\nOBJSENSE\n    MAX\nROWS\n N obj\n L c1\nCOLUMNS\n \
         a_rather_long_name obj 1 c1 1e-3\nRHS\n c1 2\nBOUNDS\n UP a_rather_long_name 40\nENDATA",
    );
    assert_eq!(lp.sense, Sense::Maximise);
    assert_eq!(lp.row_bounds(), [(-INF, 2.0)]);
    assert_eq!(lp.column_bounds(), [(0.0, 40.0)]);
    let lp = program(
        "OBJSENSE MAXIMIZE\nROWS\n N o\nCOLUMNS\n x o 1\nBOUNDS\n UP B x 1e30\n MI x\nENDATA",
    );
    assert_eq!(lp.column_bounds(), [(-INF, INF)]);
    assert_eq!(lp.sense, Sense::Maximise);
}

#[test]
fn names_with_blanks_in_fixed_form() {
    let lp = program(
        "NAME          BLANKS
ROWS
 N  THE COST
 L  ROW ONE
COLUMNS
    MY COL    THE COST           1.0   ROW ONE            2.0
RHS
              ROW ONE            8.0
BOUNDS
 UP           MY COL             3.0
ENDATA
",
    );
    assert_eq!(lp.column_name(0), Some("MY COL"));
    assert_eq!(lp.row_bounds(), [(-INF, 8.0)]);
    assert_eq!(lp.column_bounds(), [(0.0, 3.0)]);
}

#[test]
fn decimals_are_kept_exactly() {
    // x + y = 0.3 and its parts: dependent as decimals, contradictory as floats (0.1 + 0.2 ≠ 0.3).
    let lp = program(
        "ROWS\n N o\n E a\n E b\n E c\nCOLUMNS\n x o 1 a 1\n x c 1\n y b 1 c 1\nRHS\n \
         R a 0.1 b 0.2\n R c 0.3\nENDATA",
    );
    let side = |row: usize| lp.exact_row_bounds()[row].0.clone().unwrap_or_default();
    assert_eq!(side(0) + side(1), side(2));
    assert_eq!(lp.row(2), [(0, 1.0), (1, 1.0)]);
}

const TIDY: &str = "NAME          TIDY
ROWS
 N  COST
 G  SUM
 E  DIFF
COLUMNS
    X         COST                1.   SUM                 1.
    X         DIFF                1.
    Y         COST                2.   SUM                 1.
    Y         DIFF               -1.
RHS
    RHS       COST               0.5   SUM                 6.
    RHS       DIFF                1.
RANGES
    RNG       SUM                 4.   DIFF                2.
BOUNDS
 LO BND       Y                  -2.
 UP BND       Y                  40.
ENDATA
";

/// One program in the ways in which files of the eighties and of today write it:
/// minimise x + 2y − 0.5 with x + y ≥ 6 (range to 10), x − y = 1 (upwards to 3), −2 ≤ y ≤ 40.
#[test]
fn one_program_in_many_spellings() {
    let tidy = TIDY;
    let expected = program(tidy);
    assert_eq!(expected.objective_constant(), -0.5);
    let same = |what: &str, text: &str| {
        let found = program(text);
        assert_eq!(found.costs(), expected.costs(), "{what}");
        assert_eq!(found.row_bounds(), expected.row_bounds(), "{what}");
        assert_eq!(found.column_bounds(), expected.column_bounds(), "{what}");
        assert_eq!(found.objective_constant(), -0.5, "{what}");
        for i in 0..expected.rows() {
            assert_eq!(found.row(i), expected.row(i), "{what}");
        }
    };
    same("carriage returns", &tidy.replace('\n', "\r\n"));
    same("no last newline", tidy.trim_end());
    same("lower-case sections", &{
        let lower = |line: &str| match line.starts_with(' ') {
            true => line.to_owned(),
            false => line.to_lowercase(),
        };
        tidy.lines().map(lower).collect::<Vec<_>>().join("\n")
    });
    same("no set names", &{
        let blank = ["RHS       ", "RNG       ", "BND       "];
        let blanked = |line: &str| {
            blank
                .iter()
                .fold(line.to_owned(), |line, name| match line.starts_with(' ') {
                    true => line.replace(name, "          "),
                    false => line,
                })
        };
        tidy.lines().map(blanked).collect::<Vec<_>>().join("\n")
    });
    same("comments, blank lines and what follows the end", &{
        let lines: Vec<String> = tidy.lines().map(|l| format!("* {l}\n\n{l}\n   ")).collect();
        format!("*\n\n{}\nnot read any more", lines.join("\n"))
    });
    same("bounds before ranges before right-hand sides", &{
        let place = |section: &str| tidy.find(section).unwrap_or(0);
        let (rhs, ranges) = (place("RHS\n"), place("RANGES\n"));
        let (bounds, end) = (place("BOUNDS\n"), place("ENDATA"));
        [
            &tidy[..rhs],
            &tidy[bounds..end],
            &tidy[ranges..bounds],
            &tidy[rhs..ranges],
            &tidy[end..],
        ]
        .concat()
    });
    same("one pair a line, tabs", &{
        "ROWS\n N\tCOST\n G\tSUM\n E\tDIFF\nCOLUMNS\n\tX\tCOST\t1\n\tX\tSUM\t1\n\tX\tDIFF\t1\n\t\
         Y\tCOST\t2\n\tY\tSUM\t1\n\tY\tDIFF\t-1\nRHS\n\tR\tCOST\t.5\n\tR\tSUM\t6\n\tR\tDIFF\t1\nRANGES\n\t\
         R\tSUM\t4\n\tR\tDIFF\t2\nBOUNDS\n LO\tB\tY\t-2\n UP\tB\tY\t40\nENDATA"
            .to_owned()
    });
    same("spellings of numbers", &{
        let text = tidy.replace("                1.   SUM", "            1.D+00   SUM");
        let text = text.replace(" 6.\n", "+.6E1\n").replace("40.\n", "4d1\n");
        text.replace(" 0.5 ", " .5E0 ")
    });
    same("a maximum with the signs turned, read as a minimum", &{
        tidy.replace("NAME          TIDY", "NAME\nOBJSENSE\n    MIN")
    });
    same("further objectives", &{
        let text = tidy.replace(" G  SUM", " N  OTHER\n G  SUM");
        let text = text.replace("RHS\n", "    Y         OTHER              99.\nRHS\n");
        text.replace(
            "RANGES\n",
            "    RHS       OTHER               7.\nRANGES\n    RNG       OTHER  1.\n",
        )
    });
    same("an objective by name", &{
        let text = tidy.replace(
            "ROWS\n N  COST",
            "OBJNAME\n    COST\nROWS\n N  OTHER\n N  COST",
        );
        text.replace("RHS\n", "    Y         OTHER              99.\nRHS\n")
    });
    same("integer markers", &{
        let marker =
            |kind: &str| format!("    MARKER                 'MARKER'                 '{kind}'\n");
        let text = tidy.replace("COLUMNS\n", &format!("COLUMNS\n{}", marker("INTORG")));
        let text = text.replace("RHS\n", &format!("{}RHS\n", marker("INTEND")));
        // without any bound X would lie in [0, 1]
        text.replace("BOUNDS\n", "BOUNDS\n PL BND       X\n")
    });
    same(
        "integer bounds",
        &tidy.replace(" LO ", " LI ").replace(" UP ", " UI "),
    );
    same(
        "no bound, then bounds",
        &tidy.replace("BOUNDS\n", "BOUNDS\n FR BND       Y\n"),
    );
}

#[test]
fn bounds_in_every_order() {
    let bounds = |lines: &str| {
        let text = format!("ROWS\n N o\nCOLUMNS\n x o 1\nBOUNDS\n{lines}ENDATA\n");
        program(&text).column_bounds()[0]
    };
    let cases: [(&str, (f64, f64)); 14] = [
        ("", (0.0, INF)),
        (" UP B x 4\n", (0.0, 4.0)),
        (" UP B x 0\n", (0.0, 0.0)),
        // a negative upper bound alone removes the lower one
        (" UP B x -4\n", (-INF, -4.0)),
        (" LO B x -9\n UP B x -4\n", (-9.0, -4.0)),
        (" UP B x -4\n LO B x -9\n", (-9.0, -4.0)),
        (" LO B x 0\n UP B x -4\n", (0.0, -4.0)),
        (" MI B x\n", (-INF, INF)),
        (" MI B x 0\n UP B x 3\n", (-INF, 3.0)),
        (" FR B x 0\n", (-INF, INF)),
        (" UP B x 3\n PL B x\n", (0.0, INF)),
        (" BV B x\n", (0.0, 1.0)),
        (" LO B x -1e30\n UP B x 1e31\n", (-INF, INF)),
        (" FX B x 2.5\n", (2.5, 2.5)),
    ];
    for (lines, expected) in cases {
        assert_eq!(bounds(lines), expected, "{lines}");
    }
}

#[test]
fn ranges_on_every_kind_of_row() {
    let cases: [(&str, f64, (f64, f64)); 7] = [
        ("L", 3.0, (2.0, 5.0)),
        ("L", -3.0, (2.0, 5.0)),
        ("G", 3.0, (5.0, 8.0)),
        ("G", -3.0, (5.0, 8.0)),
        ("E", 3.0, (5.0, 8.0)),
        ("E", -3.0, (2.0, 5.0)),
        ("E", 0.0, (5.0, 5.0)),
    ];
    for (kind, range, expected) in cases {
        let lp = program(&format!(
            "ROWS\n N o\n {kind} r\nCOLUMNS\n x r 1\nRHS\n R r 5\nRANGES\n R r {range}\nENDATA"
        ));
        assert_eq!(lp.row_bounds(), [expected], "{kind} {range}");
    }
}

#[test]
fn letters_of_any_alphabet_in_fixed_form() {
    let text = "ROWS
 N  KOSTEN Ü
 L  ZEILE Ä1
COLUMNS
    GRÖSSE 1  KOSTEN Ü           1.0   ZEILE Ä1           2.0
RHS
    RHS       ZEILE Ä1           8.0
ENDATA
";
    let lp = program(text);
    assert_eq!(lp.column_name(0), Some("GRÖSSE 1"));
    assert_eq!(lp.row_bounds(), [(-INF, 8.0)]);
}

#[test]
fn bytes_that_are_no_utf8() -> Result<(), Box<dyn std::error::Error>> {
    let text = EVERYTHING.replace("EVERYTHING", "GR#SSE");
    let bytes: Vec<u8> = text
        .bytes()
        .map(|byte| if byte == b'#' { 0xd6 } else { byte })
        .collect();
    let file = tempfile::NamedTempFile::new()?;
    std::fs::write(file.path(), bytes)?;
    assert_eq!(read_file(file.path())?.program.name, "GRÖSSE");
    Ok(())
}

#[test]
fn integers_are_relaxed_and_counted() {
    let mps = read(
        "ROWS\n N o\nCOLUMNS\n M 'MARKER' 'INTORG'\n x o 1\n M 'MARKER' 'INTEND'\n y o 1\nENDATA",
    );
    assert_eq!(mps.map(|mps| mps.integer_columns).ok(), Some(1));
}

#[test]
fn semi_continuous_columns_are_relaxed() {
    let text = "ROWS\n N o\nCOLUMNS\n x o 1\n y o 1\n z o 1\nBOUNDS\n LO B x 2\n SC B x 9\n \
                SC B y\n SC B z 4\nENDATA";
    let mps = read(text).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(mps.integer_columns, 3);
    let bounds = [(0.0, 9.0), (0.0, INF), (0.0, 4.0)];
    assert_eq!(mps.program.column_bounds(), bounds);
}

#[test]
fn a_file_without_its_end_is_read_with_a_warning() {
    let whole = read(TIDY).unwrap_or_else(|error| panic!("{error}"));
    assert!(whole.warnings.is_empty(), "{:?}", whole.warnings);
    let cut = read(&TIDY.replace("ENDATA\n", "")).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(cut.program, whole.program);
    assert!(cut.warnings[0].contains("ENDATA"), "{:?}", cut.warnings);
}

#[test]
fn numbers_that_stand_for_infinity() {
    let bounds = |kind: &str, rhs: &str, range: &str| {
        let ranges = match range {
            "" => String::new(),
            range => format!("RANGES\n R r {range}\n"),
        };
        let text =
            format!("ROWS\n N o\n {kind} r\nCOLUMNS\n x r 1\nRHS\n R r {rhs}\n{ranges}ENDATA");
        program(&text).row_bounds()[0]
    };
    assert_eq!(bounds("L", "1e20", ""), (-INF, INF));
    assert_eq!(bounds("G", "-1e30", ""), (-INF, INF));
    assert_eq!(bounds("G", "3", "1e30"), (3.0, INF));
    assert_eq!(bounds("L", "3", "1e31"), (-INF, 3.0));
    assert_eq!(bounds("E", "3", "-1e30"), (-INF, 3.0));
    assert_eq!(bounds("L", "1e19", "").1, 1e19);
}

/// A file laid out on cards is read by columns, even where reading at blanks would find something.
#[test]
fn cards_whose_names_look_like_fields() {
    let text = "ROWS
 N  1
 L  2
COLUMNS
    X 2 1     1                  4.0   2                  5.0
    Y 1       2                  1.0
RHS
    R 2       2                  7.0
BOUNDS
 UP B 1       X 2 1              8.0
 UP B 1       Y 1                9.0
ENDATA
";
    let lp = program(text);
    assert_eq!(lp.column_name(0), Some("X 2 1"));
    assert_eq!(lp.costs(), [4.0, 0.0]);
    assert_eq!(lp.row(0), [(0, 5.0), (1, 1.0)]);
    assert_eq!(lp.row_bounds(), [(-INF, 7.0)]);
    assert_eq!(lp.column_bounds(), [(0.0, 8.0), (0.0, 9.0)]);
}

#[test]
fn lines_that_are_not_indented() {
    let lp = program("ROWS\nN o\nL r\nCOLUMNS\nx o 1 r 2\nRHS\nR r 4\nBOUNDS\nUP B x 3\nENDATA");
    assert_eq!(lp.row_bounds(), [(-INF, 4.0)]);
    assert_eq!(lp.column_bounds(), [(0.0, 3.0)]);
}

#[test]
fn lines_without_a_set_belong_to_the_first() {
    let lp = program(
        "ROWS\n N o\n L r\n L s\nCOLUMNS\n x r 1 s 1\nRHS\n R r 4\n s 5\n Q s 6\nBOUNDS\n \
         UP x 3\n LO B x 1\n UP C x 9\nENDATA",
    );
    assert_eq!(lp.row_bounds(), [(-INF, 4.0), (-INF, 5.0)]);
    assert_eq!(lp.column_bounds(), [(1.0, 3.0)]);
}

#[test]
fn what_is_refused_says_where() {
    let lines = [
        ("ROWS\n N o\n X r\nENDATA", "line 3: row type 'X'"),
        (
            "ROWS\n N o\n L r\n L r\nENDATA",
            "line 4: row 'r' is declared twice",
        ),
        (
            "ROWS\n N o\nCOLUMNS\n x q 1\nENDATA",
            "line 4: row 'q' is not declared",
        ),
        (
            "ROWS\n N o\nCOLUMNS\n x o 1x\nENDATA",
            "line 4: '1x' is no number",
        ),
        (
            "ROWS\n N o\nCOLUMNS\n x o nan\nENDATA",
            "line 4: 'nan' is no number",
        ),
        (
            "ROWS\n N o\nCOLUMNS\n x o inf\nENDATA",
            "line 4: the coefficient in row 'o': 'inf' is no finite number",
        ),
        (
            "ROWS\n N o\nCOLUMNS\n x o 1e400\nENDATA",
            "line 4: the coefficient in row 'o': '1e400' is beyond what solvers can be given; allowed: up to ±1.7976931348623157e308",
        ),
        (
            "ROWS\n N o\n L r\nCOLUMNS\n x o 1 r -1e309\nENDATA",
            "line 5: the coefficient in row 'r': '-1e309' is beyond what solvers can be given",
        ),
        (
            "ROWS\n N o\nCOLUMNS\n x o 1\nRHS\n R o 1e400\nENDATA",
            "line 6: the right-hand side in row 'o': '1e400' is beyond what solvers can be given",
        ),
        (
            "ROWS\n N o\n E r\nCOLUMNS\n x r 1\nRHS\n R r 1e400\nENDATA",
            "line 7: a right-hand side of 1e400 leaves row 'r' no value",
        ),
        (
            "ROWS\n N o\nCOLUMNS\n x o 1\nBOUNDS\n LO B x 1e400\nENDATA",
            "line 6: a LO bound of 1e400 leaves the column no value",
        ),
        (
            "ROWS\n N o\n L r\nCOLUMNS\n x r 1\nRANGES\n R r 1e10001\nENDATA",
            "line 7: '1e10001' has a power of ten beyond those that are kept; allowed: up to ±10000",
        ),
        (
            "ROWS\n N o\nCOLUMNS\n x o\nENDATA",
            "line 4: expected pairs",
        ),
        ("ROWS\n N o\nQUADOBJ\nENDATA", "line 3: section 'QUADOBJ'"),
        (
            "ROWS\n N o\nCOLUMNS\n x o 1\nBOUNDS\n XX B x 1\nENDATA",
            "bound type 'XX'",
        ),
        (
            "ROWS\n N o\n L r\nCOLUMNS\n x r 1\nRHS\n R r 1\n R r 2\nENDATA",
            "line 8: row 'r' has two right-hand sides",
        ),
        (
            "ROWS\n N o\nCOLUMNS\n x o 1\nBOUNDS\n UP B z 1\nENDATA",
            "column 'z'",
        ),
        ("NAME x\n", "line 2: the file ends before the section ROWS"),
        ("", "ends before the section ROWS"),
        (
            "ROWS\n N o\n L r\nCOLUMNS\n x r 1 r 2\nENDATA",
            "line 5: column 'x' has two entries in row 'r'",
        ),
        (
            "ROWS\n N o\n L r\nCOLUMNS\n x o 1\n x r 1 o 2\nENDATA",
            "line 6: column 'x' has two entries in row 'o'",
        ),
        (
            "ROWS\n N o\nCOLUMNS\n x o 1\n y o 1\n x o 2\nENDATA",
            "line 6: the lines of column 'x' are not together",
        ),
    ];
    for (text, expected) in lines {
        let found = complaint(text);
        assert!(found.contains(expected), "{found}\n{text}");
    }
}

#[test]
fn any_bytes_give_an_answer() {
    fn property(bytes: Vec<u8>, cut: u16) -> bool {
        let _ = read(&String::from_utf8_lossy(&bytes));
        let mut damaged = EVERYTHING.as_bytes().to_vec();
        for (k, byte) in bytes.into_iter().enumerate() {
            let place = (k * 131 + usize::from(cut)) % damaged.len();
            damaged[place] = byte;
        }
        let _ = read(&String::from_utf8_lossy(&damaged));
        true
    }
    quickcheck::quickcheck(property as fn(Vec<u8>, u16) -> bool);
}

fn written(program: &LinearProgram) -> String {
    write(program).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn written_programs_read_back() {
    let first = program(EVERYTHING);
    assert_eq!(program(&written(&first)), first);
    let mut lp = LinearProgram::new(Sense::Maximise);
    lp.set_objective_constant(-0.75);
    let x = lp.add_column(1.0, -INF, -2.5);
    let y = lp.add_column(0.0, 0.0, -1.0);
    lp.add_row(-4.0, 12.0, [(x, 3.0), (y, -1.0)]);
    let back = program(&written(&lp));
    assert_eq!(back.column_bounds(), lp.column_bounds());
    assert_eq!(back.row_bounds(), lp.row_bounds());
    assert_eq!(back.objective_constant(), lp.objective_constant());
    assert_eq!(back.sense, lp.sense);
}

#[test]
fn gzipped_files() -> Result<(), Box<dyn std::error::Error>> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(EVERYTHING.as_bytes())?;
    let file = tempfile::Builder::new().suffix(".mps.gz").tempfile()?;
    std::fs::write(file.path(), packed.finish()?)?;
    assert_eq!(read_file(file.path())?.program, program(EVERYTHING));
    Ok(())
}

/// A column fixed at a decimal that no float holds, in a row that asks for the same decimal: with
/// the bound rounded and the row kept exactly, the program would be infeasible, and provably so.
#[test]
fn decimal_bounds_agree_with_decimal_rows() {
    let text = "NAME t\nROWS\n N cost\n E need\nCOLUMNS\n a cost 1\n a need -1\n x cost 1\n \
                x need 1\nRHS\n rhs need 3.727\nBOUNDS\n FX bound x 3.727\nENDATA\n";
    let mps = read(text).expect("well-formed");
    assert_eq!((mps.program.rows(), mps.warnings.len()), (1, 0));
    for backend in backends::all() {
        let answer = solve_certified(
            &mps.program,
            *backend,
            &Limits::default(),
            &CertifyBudget::default(),
        );
        let answer = answer.expect("a program");
        assert_eq!(answer.status(), Some(Status::Optimal));
        let (certificate, proved) = answer.certificate.expect("a certificate");
        assert_eq!(certificate.kind(), Kind::Exact);
        let Proved::Bounds {
            lower: Some(optimum),
            ..
        } = proved
        else {
            panic!("{proved:?}");
        };
        assert_eq!(
            optimum.numerator.over(&optimum.denominator),
            "3727/1000".parse().expect("a fraction")
        );
    }
}
