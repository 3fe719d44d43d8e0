//! Tables as LaTeX that both pdfTeX and pandoc read.

use super::malformed;
use crate::paper::document::{DocumentError, Shelf};
use crate::paper::rows::Csv;
use crate::paper::solvers::{GOOD_DIGITS, TABLE, Tallies};
use crate::print::label::Label;
use crate::print::tex;
use std::fmt::Write;

/// What labels tell of real annotators.
pub const ANNOTATORS: &str = "paper/data/real_annotators.csv";

/// Plain text as TeX.
///
/// # Errors
/// A character that TeX would not know.
pub fn plain(text: &str) -> Result<String, char> {
    let set = tex::escape(text)
        // Hyphens and quotes of code, not of prose.
        .replace("--", "-{}-")
        .replace('"', "\\textquotedbl{}");
    match set.chars().find(|c| !c.is_ascii()) {
        Some(unknown) => Err(unknown),
        None => Ok(set),
    }
}

/// A cell of a file: label markup where it has mathematics, else plain.
pub fn cell(path: &str, text: &str) -> Result<String, DocumentError> {
    if text.contains('$')
        && let Ok(label) = Label::parse(text)
    {
        return Ok(tex::label(&label));
    }
    plain(text).map_err(|c| malformed(path, format!("TeX has no command for {c:?} of {text:?}")))
}

/// A path or a name of code, which may break after a slash.
pub fn code(text: &str) -> String {
    format!(
        "\\texttt{{{}}}",
        text.replace('_', "\\_").replace('/', "/\\allowbreak{}")
    )
}

/// The name of a data set with spaces, so that a narrow column can break it.
pub fn spaced(name: &str) -> String {
    if name.contains('$') {
        name.to_owned()
    } else {
        name.replace('_', " ")
    }
}

/// A floating table: caption, columns as in `tabular`, a heading and rows of ready cells.
pub fn float(
    caption: &str,
    label: &str,
    columns: &str,
    head: &[&str],
    rows: &[Vec<String>],
) -> String {
    let mut out = format!(
        "\\begin{{table}}[htbp]\n\\centering\\scriptsize\\setlength{{\\tabcolsep}}{{3.5pt}}\n\\caption{{{caption}}}\\label{{{label}}}\n\
         \\begin{{tabular}}{{{columns}}}\n\\toprule\n{} \\\\\n\\midrule\n",
        head.join(" & ")
    );
    for row in rows {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{} \\\\", row.join(" & "));
    }
    out.push_str("\\bottomrule\n\\end{tabular}\n\\end{table}\n");
    out
}

/// Real annotators: whose agreement, and what it says of effort.
///
/// # Errors
/// A missing file or column.
pub fn annotators(shelf: &Shelf) -> Result<String, DocumentError> {
    let csv = read(shelf, ANNOTATORS)?;
    let mut rows = Vec::new();
    for row in csv.rows() {
        let cell = |name: &str| cell(ANNOTATORS, row.cell(name)?);
        let interval = |name: &str| -> Result<String, DocumentError> {
            Ok(format!(
                "{} [{}, {}]",
                cell(name)?,
                cell(&format!("{name}_lower"))?,
                cell(&format!("{name}_upper"))?
            ))
        };
        rows.push(vec![
            self::cell(ANNOTATORS, &spaced(row.cell("data")?))?,
            cell("scheme")?,
            cell("anchor")?,
            interval("agreement")?,
            cell("pairs")?,
            interval("kappa")?,
            cell("annotators")?,
            cell("effort_p50")?,
        ]);
    }
    Ok(float(
        "What public label files tell, with intervals at level 95\\%: agreement of pairs of labels, $\\kappa$ if the annotators named are fully \
         careful, and the median effort.",
        "tab:annotators",
        "lllrrrrr",
        &[
            "data",
            "scheme",
            "careful",
            "agreement",
            "pairs",
            "$\\kappa$",
            "annotators",
            "effort",
        ],
        &rows,
    ))
}

/// Solvers on contract programs.
///
/// # Errors
/// A missing file or column.
pub fn solvers(shelf: &Shelf) -> Result<String, DocumentError> {
    let tallies = Tallies::of(&read(shelf, TABLE)?)?;
    let mut rows = Vec::new();
    for tally in &tallies.solvers {
        rows.push(vec![
            cell(TABLE, &format!("{} {}", tally.backend, tally.version))?,
            tally.posed().to_owned(),
            format!("{} of {}", tally.optimal, tally.programs),
            tally.good.to_string(),
            tally.claimed_wrong.to_string(),
            tally.beneath.to_string(),
            tally.unrefereed.to_string(),
            tally.fewest_digits().replace('–', "--"),
        ]);
    }
    Ok(float(
        &format!(
            "Solvers on {} linear programs of contracts, as posed and with columns scaled. The referee is the exact optimum in rationals, proved for {} of \
             them; right digits are those of the objective, computed from the answer and not from the status reported. What a solver calls optimal is right, \
             wrong, beneath (an optimum below $10^{{-9}}$, under any solver's tolerance, not found) or without a referee (no exact optimum proved), and these \
             four add up.",
            tallies.programs, tallies.refereed
        ),
        "tab:solvers",
        "llrrrrrr",
        &[
            "solver",
            "program",
            "says optimal",
            &format!("right to {GOOD_DIGITS} digits"),
            "wrong",
            "beneath",
            "no referee",
            "fewest digits",
        ],
        &rows,
    ))
}

fn read(shelf: &Shelf, path: &str) -> Result<Csv, DocumentError> {
    Csv::read(shelf, path)?.ok_or_else(|| DocumentError::Missing {
        path: path.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::cell;
    use super::plain;

    #[test]
    fn text_is_made_harmless_or_refused() {
        assert_eq!(
            plain("n^-1 & 5% of K_lin").as_deref(),
            Ok("n\\textasciicircum{}-1 \\& 5\\% of K\\_lin")
        );
        assert_eq!(plain("a 漢"), Err('漢'));
        assert_eq!(
            cell("f", "$√w$, expert").ok().as_deref(),
            Some("$\\sqrt{w}$, expert")
        );
    }
}
