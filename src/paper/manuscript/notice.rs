//! What stands above a paper that was made with other values than the committed ones.

use super::tables::{cell, plain};
use crate::paper::document::{DocumentError, Shelf};
use crate::paper::varied::{self, Change};

/// The notice: which settings were made, what they reach, and what is not for these values. A
/// comment where nothing was set.
///
/// # Errors
/// A setting or a label that TeX has no command for.
pub fn write(shelf: &Shelf) -> Result<String, DocumentError> {
    text(&varied::changes(shelf))
}

fn text(changes: &[Change<'_>]) -> Result<String, DocumentError> {
    if changes.is_empty() {
        return Ok("% Made with the committed values.\n".to_owned());
    }
    let mut settings = Vec::new();
    for change in changes {
        let mut said = format!("\\texttt{{{}}}", unbroken(change.set)?);
        if !change.economies.is_empty() {
            let labels = change.economies.iter();
            let labels: Result<Vec<String>, _> =
                labels.map(|label| cell("a label", label)).collect();
            said.push_str(&format!(" (changes the economies: {})", labels?.join("; ")));
        }
        settings.push(said);
    }
    let theorems = varied::theorems(changes);
    let mut notice = format!(
        "\\textbf{{Made with other values than the committed ones}}: {}. The figures, data, tables and numbers of {theorems} are \
         for these values, all others for the committed ones.",
        settings.join(", ")
    );
    if changes.iter().any(|change| !change.economies.is_empty()) {
        notice.push_str(&format!(
            " Section~\\ref{{sec:model}} and Table~\\ref{{tab:economies}} describe the economies as committed, not as changed for \
             {theorems}."
        ));
    }
    notice.push_str(
        " The sentences were written for the committed values and may not be true of these.\n\n",
    );
    Ok(notice)
}

/// A setting as TeX, broken by no ligature.
fn unbroken(set: &str) -> Result<String, DocumentError> {
    plain(set).map_err(|c| super::malformed("--set", format!("TeX has no command for {c:?}")))
}

#[cfg(test)]
mod tests {
    use super::{Change, text};
    use crate::theorem;

    #[test]
    fn settings_and_economies_are_named() {
        assert!(text(&[]).expect("nothing to say").starts_with('%'));
        let theorem = |id| theorem::find(id).expect("a theorem");
        let economies = ["$√w$, expert".to_owned(), "log, expert".to_owned()];
        let changes = [
            Change {
                theorem: theorem("t1"),
                set: "t1.map_kappas=[0.1]",
                economies: &[],
            },
            Change {
                theorem: theorem("t5"),
                set: "t5.kappa=0.6",
                economies: &economies,
            },
        ];
        let notice = text(&changes).expect("words");
        for piece in [
            "\\texttt{t1.map\\_kappas=[0.1]}, ",
            "\\texttt{t5.kappa=0.6} (changes the economies: $\\sqrt{w}$, expert; log, expert).",
            "numbers of T1 and T5 are for these values",
            "Table~\\ref{tab:economies} describe the economies as committed",
        ] {
            assert!(notice.contains(piece), "{piece:?} is not in {notice}");
        }
        let parameters = text(&changes[..1]).expect("words");
        assert!(!parameters.contains("tab:economies"), "{parameters}");
    }
}
