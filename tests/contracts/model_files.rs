//! Model files: every complaint names the file, the line, the field, what is wrong and what is
//! allowed.

use firstbest::input::{InputError, Source};
use firstbest::model::Model;
use quickcheck::quickcheck;
use std::path::Path;

/// Reference instance A; the tests below break one thing at a time.
const GOOD: &str = r#"[utility]
family = "power"
gamma = 0.5
minimum_wage = 0.0
[cost]
scale = 0.3333333333333333
exponent = 3.0
[monitoring]
scheme = "expert"
kappa = 0.8
[value]
slope = 0.40604666666666667
[reservation]
utility = 0.3
"#;

fn read(text: &str) -> Result<Model, InputError> {
    Model::from_source(&Source::from_text("model.toml", text))
}

/// `GOOD` with one piece replaced.
fn with(old: &str, new: &str) -> String {
    assert_eq!(GOOD.matches(old).count(), 1, "{old}");
    GOOD.replace(old, new)
}

struct Complaint {
    line: usize,
    field: &'static str,
    problem: &'static str,
    allowed: &'static str,
}

/// Asserts place and words of the complaint about `text`; problem and allowance may be given in
/// part.
#[track_caller]
fn refused(text: &str, line: usize, field: &str, problem: &str, allowed: &str) {
    let error = read(text).expect_err("the model should be refused");
    assert_eq!(error.file, Path::new("model.toml"));
    assert_eq!(error.line, Some(line), "{error}");
    assert_eq!(error.field.as_deref(), Some(field), "{error}");
    assert!(error.problem.contains(problem), "{error}");
    let stated = error.allowed.as_deref().unwrap_or("");
    assert!(stated.contains(allowed), "{error}");
    // As shown: clickable place first, what is allowed last.
    let shown = error.to_string();
    assert!(
        shown.starts_with(&format!("model.toml:{line}: {field}: ")),
        "{shown}"
    );
    assert!(shown.contains("; allowed: "), "{shown}");
}

#[test]
fn the_reference_instance_is_accepted() {
    let model = read(GOOD).unwrap();
    assert_eq!(model.reservation(), 0.3);
    assert_eq!(model.utility().family(), "power");
    assert_eq!(model.monitoring().scheme(), "expert");
}

#[test]
fn unknown_keys_name_the_nearest_valid_one() {
    refused(
        &with("gamma = 0.5", "gama = 0.5"),
        3,
        "[utility] gama",
        "unknown key (did you mean `gamma`?)",
        "family, minimum_wage, gamma",
    );
    refused(
        &with("kappa = 0.8", "kapa = 0.8"),
        10,
        "[monitoring] kapa",
        "(did you mean `kappa`?)",
        "scheme, kappa",
    );
    refused(
        &with("[reservation]", "[reservations]"),
        13,
        "reservations",
        "(did you mean `reservation`?)",
        "utility, cost, monitoring, value, reservation",
    );
    // Nothing close: no guess.
    let error = read(&with("slope =", "xyz = 1\nslope =")).unwrap_err();
    assert_eq!(error.problem, "unknown key");
    assert_eq!(error.line, Some(12));
    // Parameters of another family are unknown keys of this one.
    refused(
        &with("gamma = 0.5", "gamma = 0.5\nrisk_aversion = 1.0"),
        4,
        "[utility] risk_aversion",
        "unknown key",
        "gamma",
    );
}

#[test]
fn unknown_families_name_the_nearest_valid_one() {
    refused(
        &with("\"power\"", "\"powr\""),
        2,
        "[utility] family",
        "\"powr\" is not known (did you mean \"power\"?)",
        "power | cara | log | risk-neutral",
    );
    refused(
        &with("\"expert\"", "\"self-consistent\""),
        9,
        "[monitoring] scheme",
        "(did you mean \"self-consistency\"?)",
        "expert | self-consistency | sentinel | polynomial",
    );
    refused(
        &with(
            "slope = 0.40604666666666667",
            "family = \"sqrt\"\nslope = 1.0",
        ),
        12,
        "[value] family",
        "\"sqrt\" is not known",
        "linear | power | quadratic",
    );
    refused(
        &with("exponent = 3.0", "exponent = 3.0\nfamily = \"cubic\""),
        8,
        "[cost] family",
        "\"cubic\" is not known",
        "power",
    );
}

#[test]
fn numbers_out_of_range() {
    let cases = [
        (
            "gamma = 0.5",
            "gamma = 1.0",
            3,
            "[utility] gamma",
            "1 is out of range",
            "0 < gamma < 1",
        ),
        (
            "gamma = 0.5",
            "gamma = 1.5",
            3,
            "[utility] gamma",
            "1.5 is out of range",
            "0 < gamma < 1",
        ),
        (
            "gamma = 0.5",
            "gamma = 0",
            3,
            "[utility] gamma",
            "0 is out of range",
            "0 < gamma < 1",
        ),
        (
            "gamma = 0.5",
            "gamma = -0.0",
            3,
            "[utility] gamma",
            "out of range",
            "0 < gamma < 1",
        ),
        (
            "minimum_wage = 0.0",
            "minimum_wage = -0.1",
            4,
            "[utility] minimum_wage",
            "utility is not finite at a wage of -0.1",
            "a wage of at least 0",
        ),
        (
            "scale = 0.3333333333333333",
            "scale = 0.0",
            6,
            "[cost] scale",
            "0 is out of range",
            "scale > 0",
        ),
        (
            "exponent = 3.0",
            "exponent = 1.0",
            7,
            "[cost] exponent",
            "1 is out of range",
            "exponent > 1",
        ),
        (
            "kappa = 0.8",
            "kappa = 0.0",
            10,
            "[monitoring] kappa",
            "0 is out of range",
            "0 < kappa <= 1",
        ),
        (
            "kappa = 0.8",
            "kappa = 1.01",
            10,
            "[monitoring] kappa",
            "1.01 is out of range",
            "0 < kappa <= 1",
        ),
        (
            "slope = 0.40604666666666667",
            "slope = -1.0",
            12,
            "[value] slope",
            "-1 is out of range",
            "slope > 0",
        ),
    ];
    for (old, new, line, field, problem, allowed) in cases {
        refused(&with(old, new), line, field, problem, allowed);
    }
    let utility = "family = \"power\"\ngamma = 0.5";
    refused(
        &with(utility, "family = \"cara\"\nrisk_aversion = 0"),
        3,
        "[utility] risk_aversion",
        "0 is out of range",
        "risk_aversion > 0",
    );
    refused(
        &with(utility, "family = \"log\"\nscale = -2"),
        3,
        "[utility] scale",
        "-2 is out of range",
        "scale > 0",
    );
    refused(
        &with(
            "slope = 0.40604666666666667",
            "family = \"power\"\nslope = 0.4\nexponent = 1.2",
        ),
        14,
        "[value] exponent",
        "1.2 is out of range",
        "0 < exponent <= 1",
    );
    refused(
        &with(
            "slope = 0.40604666666666667",
            "family = \"quadratic\"\nslope = 0.4\ncurvature = 0.5",
        ),
        14,
        "[value] curvature",
        "0.5 is out of range",
        "0 <= curvature <= slope",
    );
}

#[test]
fn numbers_that_are_not_finite() {
    for written in ["nan", "+nan", "-nan", "inf", "-inf"] {
        refused(
            &with("utility = 0.3", &format!("utility = {written}")),
            14,
            "[reservation] utility",
            &format!("{written} is not a finite number"),
            "a finite number",
        );
        refused(
            &with("gamma = 0.5", &format!("gamma = {written}")),
            3,
            "[utility] gamma",
            "is not a finite number",
            "a finite number",
        );
    }
}

/// Numbers that are finite and that no double, or no integer of TOML, holds are quoted as they
/// stand.
#[test]
fn numbers_beyond_doubles() {
    let cases = [
        ("1e999", "is beyond the largest double", "1.797e308"),
        ("-1e400", "is beyond the largest double", "1.797e308"),
        ("1e-400", "is below the smallest double", "4.941e-324"),
        (
            "99999999999999999999999999",
            "is too large for an integer of TOML",
            "with a point or an exponent",
        ),
    ];
    for (written, problem, allowed) in cases {
        refused(
            &with("scale = 0.3333333333333333", &format!("scale = {written}")),
            6,
            "[cost] scale",
            &format!("{written} {problem}"),
            allowed,
        );
    }
    let zero = read(&with("minimum_wage = 0.0", "minimum_wage = 0e-999"));
    assert_eq!(zero.unwrap().minimum_wage(), 0.0);
}

/// Parameters whose functions underflow are named, with how far doubles go: one that says so holds,
/// and what lies a little beyond does not.
#[test]
fn parameters_beyond_doubles() {
    refused(
        &with("exponent = 3.0", "exponent = 400"),
        7,
        "[cost] exponent",
        "the exponent 400 is too large for doubles: c' at effort 0.0009765625",
        "an exponent of at most 108",
    );
    for (exponent, holds) in [(108, true), (109, false)] {
        let model = with("exponent = 3.0", &format!("exponent = {exponent}.0"));
        assert_eq!(read(&model).is_ok(), holds, "{exponent}");
    }
    for gamma in ["1e-12", "1e-300"] {
        refused(
            &with("gamma = 0.5", &format!("gamma = {gamma}")),
            3,
            "[utility] gamma",
            &format!("gamma = {gamma} is too small for doubles"),
            "gamma from about",
        );
    }
}

#[test]
fn values_of_the_wrong_type() {
    refused(
        &with("gamma = 0.5", "gamma = \"0.5\""),
        3,
        "[utility] gamma",
        "found string here",
        "a number",
    );
    refused(
        &with("family = \"power\"", "family = 0.5"),
        2,
        "[utility] family",
        "found float here",
        "a text in quotes",
    );
    refused(
        &with("kappa = 0.8", "kappa = [0.8]"),
        10,
        "[monitoring] kappa",
        "found array here",
        "a number",
    );
    refused(
        &with("[reservation]\nutility = 0.3\n", "")
            .replace("[utility]", "reservation = 0.3\n[utility]"),
        1,
        "reservation",
        "found float here",
        "a section",
    );
    // Whole numbers are numbers, digit separators and other bases included.
    let whole = with("exponent = 3.0", "exponent = 0x3")
        .replace("0.3333333333333333", "0.333_333_333_333_333_3");
    assert_eq!(read(&whole).unwrap().cost().cost(1.0), 0.3333333333333333);
}

#[test]
fn missing_keys_and_sections() {
    refused(
        &with("gamma = 0.5\n", ""),
        1,
        "[utility] gamma",
        "the key is missing",
        "a number",
    );
    refused(
        &with("scheme = \"expert\"\n", ""),
        8,
        "[monitoring] scheme",
        "the key is missing",
        "a text in quotes",
    );
    for section in ["utility", "cost", "monitoring", "value", "reservation"] {
        let start = GOOD.find(&format!("[{section}]")).unwrap();
        let end = GOOD[start + 1..]
            .find("\n[")
            .map_or(GOOD.len(), |at| start + 1 + at + 1);
        let without = format!("{}{}", &GOOD[..start], &GOOD[end..]);
        refused(
            &without,
            1,
            section,
            &format!("the section [{section}] is missing"),
            &format!("a section [{section}]"),
        );
    }
}

#[test]
fn syntax_errors_carry_their_line() {
    let error = read(&with("gamma = 0.5", "gamma = ")).unwrap_err();
    assert_eq!(error.line, Some(3));
    assert!(error.problem.starts_with("not valid TOML: "), "{error}");
    let error = read(&with("kappa = 0.8", "kappa = 0.8\nkappa = 0.9")).unwrap_err();
    assert_eq!(error.line, Some(11), "{error}");
    assert!(error.problem.contains("duplicate key"), "{error}");
}

#[test]
fn files_that_cannot_be_read() {
    let missing = Path::new("no/such/model.toml");
    let error = Model::read(missing).unwrap_err();
    assert_eq!(error.file, missing);
    assert_eq!(error.line, None);
    assert!(error.problem.starts_with("cannot be read: "), "{error}");
    assert_eq!(error.allowed.as_deref(), Some("a readable UTF-8 TOML file"));

    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("model.toml");
    std::fs::write(&path, [0x5b, 0xff, 0xfe]).unwrap();
    let error = Model::read(&path).unwrap_err();
    assert!(error.to_string().contains("UTF-8"), "{error}");
    assert!(Model::read(directory.path()).is_err());
}

#[test]
fn assumptions_of_the_theory() {
    let utility = "family = \"power\"\ngamma = 0.5";
    let cases = [
        // Participation.
        (
            with("minimum_wage = 0.0", "minimum_wage = 0.16"),
            Complaint {
                line: 14,
                field: "[reservation] utility",
                problem: "U0 = 0.3 lies below u(w_min) = 0.4",
                allowed: "U0 >= u(w_min)",
            },
        ),
        (
            with(utility, "family = \"cara\"\nrisk_aversion = 4.0"),
            Complaint {
                line: 14,
                field: "[reservation] utility",
                problem: "U0 = 0.3 is out of reach: utility stays below 0.25 at every wage",
                allowed: "U0 < 0.25",
            },
        ),
        // c∘q⁻¹: c'/q' ∝ η^(k−2) under self-consistency.
        (
            with("exponent = 3.0", "exponent = 1.5").replace("expert", "self-consistency"),
            Complaint {
                line: 7,
                field: "[cost] exponent",
                problem: "c∘q⁻¹ is not convex: the marginal cost of agreement c'/q' falls",
                allowed: "for self-consistency a cost exponent of at least 2",
            },
        ),
        // Monitoring.
        (
            with(
                "scheme = \"expert\"\nkappa = 0.8",
                "scheme = \"polynomial\"\ncoefficients = [0.5, 0.6]",
            ),
            Complaint {
                line: 10,
                field: "[monitoring] coefficients",
                problem: "q lies outside (0, 1) at effort 0.83",
                allowed: "0 < q < 1 on (0, 1), q(0) >= 0, q(1) <= 1 and q' > 0 on (0, 1]",
            },
        ),
        (
            with(
                "scheme = \"expert\"\nkappa = 0.8",
                "scheme = \"polynomial\"\ncoefficients = [-0.1, 0.6]",
            ),
            Complaint {
                line: 10,
                field: "[monitoring] coefficients",
                problem: "q lies outside (0, 1) at effort 0;",
                allowed: "0 < q < 1 on (0, 1), q(0) >= 0, q(1) <= 1 and q' > 0 on (0, 1]",
            },
        ),
        (
            with(
                "scheme = \"expert\"\nkappa = 0.8",
                "scheme = \"polynomial\"\ncoefficients = [0.5, 0.4, -0.3]",
            ),
            Complaint {
                line: 10,
                field: "[monitoring] coefficients",
                problem: "q' is not positive at effort 0.66",
                allowed: "q' > 0 on (0, 1]",
            },
        ),
        // q' dips to nearly 0 at 1 - 1/2048, between the efforts of the grid.
        (
            with(
                "scheme = \"expert\"\nkappa = 0.8",
                "scheme = \"polynomial\"\ncoefficients = [0.5, 1.200586187760622, -1.2011726799506424, 0.40058649219002046]",
            ),
            Complaint {
                line: 7,
                field: "[cost] exponent",
                problem: "the marginal cost of agreement c'/q' falls between effort 0.99",
                allowed: "c'/q' nondecreasing",
            },
        ),
        (
            with(
                "scheme = \"expert\"\nkappa = 0.8",
                "scheme = \"polynomial\"\ncoefficients = [0.5]",
            ),
            Complaint {
                line: 10,
                field: "[monitoring] coefficients",
                problem: "1 coefficients",
                allowed: "2 to 32 numbers",
            },
        ),
        // First best.
        (
            with("scale = 0.3333333333333333", "scale = 5.0")
                .replace("exponent = 3.0", "exponent = 1.0000001"),
            Complaint {
                line: 12,
                field: "[value] slope",
                problem: "effort is not worth its cost even at 0 (the payoff's slope there is",
                allowed: "slope at 0 exceeds the marginal cost of pay",
            },
        ),
    ];
    for (text, expected) in cases {
        refused(
            &text,
            expected.line,
            expected.field,
            // The trailing ';' of a problem marks its end in the displayed message.
            expected.problem.trim_end_matches(';'),
            expected.allowed,
        );
    }
}

#[test]
fn values_that_overflow_are_named() {
    refused(
        &with("scale = 0.3333333333333333", "scale = 1e308"),
        6,
        "[cost] scale",
        "c'(1) is inf",
        "a finite number",
    );
    refused(
        &with(
            "scheme = \"expert\"\nkappa = 0.8",
            "scheme = \"polynomial\"\ncoefficients = [0.5, 1e308, 1e308]",
        ),
        10,
        "[monitoring] coefficients",
        "q(1) is inf",
        "a finite number",
    );
}

#[test]
fn written_models_read_back_bit_for_bit() {
    let texts = [
        GOOD.to_owned(),
        include_str!("../models/cara.toml").to_owned(),
        include_str!("../models/log.toml").to_owned(),
        include_str!("../models/power.toml").to_owned(),
        include_str!("../models/convex.toml").to_owned(),
        with(
            "scheme = \"expert\"\nkappa = 0.8",
            "scheme = \"polynomial\"\ncoefficients = [0.5, 0.3, 0.1]",
        ),
        with(
            "family = \"power\"\ngamma = 0.5",
            "family = \"risk-neutral\"",
        ),
        // A value that one more rounding would change, and a tiny one.
        with("utility = 0.3", "utility = 0.30000000000000004")
            .replace("minimum_wage = 0.0", "minimum_wage = 5e-324"),
    ];
    for text in texts {
        let model = read(&text).unwrap();
        let written = model.to_toml();
        let again = read(&written).unwrap();
        assert_eq!(model.parameters(), again.parameters(), "{written}");
        assert_eq!(written, again.to_toml());
    }
}

quickcheck! {
    /// Arbitrary text is a model or a typed complaint that can be displayed.
    fn arbitrary_text_never_panics(text: String) -> bool {
        read(&text).map_or_else(|error| !error.to_string().is_empty(), |_| true)
    }

    /// Nor does a model file with a piece cut out and something else put in its place.
    fn damaged_files_never_panic(from: usize, length: usize, piece: String) -> bool {
        let from = from % GOOD.len();
        let to = (from + length % 40).min(GOOD.len());
        let text = format!("{}{piece}{}", &GOOD[..from], &GOOD[to..]);
        read(&text).map_or_else(|error| !error.to_string().is_empty(), |_| true)
    }

    /// Arbitrary doubles in every numeric field: a model that satisfies the assumptions, or a
    /// complaint with a line.
    fn arbitrary_numbers_never_panic(gamma: f64, wage: f64, scale: f64, exponent: f64, kappa: f64) -> bool {
        let text = with("gamma = 0.5", &format!("gamma = {gamma:?}"))
            .replace("minimum_wage = 0.0", &format!("minimum_wage = {wage:?}"))
            .replace("scale = 0.3333333333333333", &format!("scale = {scale:?}"))
            .replace("exponent = 3.0", &format!("exponent = {exponent:?}"))
            .replace("kappa = 0.8", &format!("kappa = {kappa:?}"));
        read(&text).map_or_else(|error| error.line.is_some(), |_| true)
    }

    /// Doubles that pass the range checks of every field, whatever they do to the assumptions.
    fn extreme_numbers_never_panic(gamma: u16, wage: i16, scale: i16, exponent: u16, slope: i16, utility: i16) -> bool {
        let power = |x: i16| 10f64.powf(f64::from(x) / 107.0);
        let text = with("gamma = 0.5", &format!("gamma = {:?}", (f64::from(gamma) + 0.5) / 65_536.0))
            .replace("minimum_wage = 0.0", &format!("minimum_wage = {:?}", power(wage)))
            .replace("scale = 0.3333333333333333", &format!("scale = {:?}", power(scale)))
            .replace("exponent = 3.0", &format!("exponent = {:?}", 1.0 + f64::from(exponent) / 100.0 + 1e-9))
            .replace("slope = 0.40604666666666667", &format!("slope = {:?}", power(slope)))
            .replace("utility = 0.3", &format!("utility = {:?}", power(utility)));
        read(&text).map_or_else(|error| error.line.is_some(), |_| true)
    }
}
