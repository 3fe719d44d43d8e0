//! Pieces of Coq's text that files of several kinds share.

use super::decimal::Decimal;
use dashu_ratio::RBig;

/// What Coq is given about one end of the gap at one number of signals.
pub(super) trait Stated {
    fn samples(&self) -> u64;
    /// The end.
    fn bound(&self) -> &Decimal;
    /// The definition of the certificate.
    fn definition(&self) -> String;
}

/// `(Qmake (3) 4)`.
pub(super) fn quotient(x: &RBig) -> String {
    format!("(Qmake ({}) {})", x.numerator(), x.denominator())
}

/// `Qmake (3) 10`.
pub(super) fn over(x: &Decimal) -> String {
    format!("Qmake ({}) {}", x.digits, x.unit)
}

/// The lines of a file's head, which [`checked`](super::checked) reads again.
pub(super) fn lines<C: Stated>(certificates: &[C]) -> String {
    let line = |it: &C| format!("\n    {} with {} signals", it.bound(), it.samples());
    certificates.iter().map(line).collect()
}

/// The definitions of all certificates.
pub(super) fn definitions<C: Stated>(certificates: &[C]) -> String {
    certificates.iter().map(Stated::definition).collect()
}

/// The list of the certificates' names, a letter and the number of signals.
pub(super) fn list<C: Stated>(letter: char, kind: &str, certificates: &[C]) -> String {
    let names = certificates
        .iter()
        .map(|it| format!("{letter}{}", it.samples()));
    let names: Vec<String> = names.collect();
    format!(
        "Definition {letter}s : list {kind} :=\n  [ {} ].\n",
        names.join("; ")
    )
}

/// The list of numbers of signals and ends.
pub(super) fn ends<C: Stated>(certificates: &[C]) -> String {
    let ends = certificates
        .iter()
        .map(|it| format!("({}%positive, {})", it.samples(), over(it.bound())));
    let ends: Vec<String> = ends.collect();
    format!("[ {} ]", ends.join("\n  ; "))
}

/// A planted fault, in words, and the check that has to refuse it.
pub(super) fn rejected(words: &str, name: &str, check: &str) -> String {
    format!(
        "\n(** {words} *)\n\
         Example {name}_is_rejected : {check} = false.\n\
         Proof. computed. Qed.\n"
    )
}
