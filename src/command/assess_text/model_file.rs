//! The model file that an assessment leaves to other commands.

use crate::annotation::assessment::Assessment;
use crate::annotation::basis::Basis;
use crate::annotation::interval::Interval;
use std::path::Path;

/// A model file whose monitoring is estimated; everything else is marked as an example to be
/// replaced. `None` without κ.
pub fn model(a: &Assessment, labels: &Path) -> Option<String> {
    let kappa = a.kappa.as_ref()?;
    let scheme = match a.scheme {
        Basis::Expert => "expert",
        // A peer is an expert of unknown effort; what a model can hold is the annotator's agreement
        // with himself.
        Basis::SelfConsistency | Basis::Peers => "self-consistency",
        // κ_e = κ_s: either is right. The one that tells more, if it is known.
        Basis::Both => match a.monitoring.as_ref().and_then(|m| m.tells_more) {
            Some(Basis::Expert) => "expert",
            _ => "self-consistency",
        },
    };
    let labels = labels
        .file_name()
        .unwrap_or(labels.as_os_str())
        .to_string_lossy()
        .escape_default()
        .to_string();
    let (monitoring, words) = match &a.classes {
        None => (
            format!("scheme = \"{scheme}\"\nkappa = {}", stated(&kappa.value)),
            format!(
                "kappa is estimated from {labels}; lower and upper are the ends of its\n# {}% interval, so that `design` proves its terms for all of it",
                100.0 * a.level
            ),
        ),
        Some(classes) => {
            // q(η) = q(0) + D·η against an expert, q(0) + D·η² with oneself.
            let (chance, gain) = (classes.by_chance, classes.careful? - classes.by_chance);
            let between = if scheme == "expert" { "" } else { "0.0, " };
            (
                format!("scheme = \"polynomial\"\ncoefficients = [{chance}, {between}{gain}]"),
                format!(
                    "the agreement curve is estimated from {labels}: labels without care agree by chance\n# in the share that the first number says; the last is what care adds"
                ),
            )
        }
    };
    Some(format!(
        "# {words}.\n\
         # {}\n\
         # Utility, cost, value and reservation are examples: labels do not tell them. Put in your own.\n\
         [utility]\nfamily = \"power\"\ngamma = 0.5\nminimum_wage = 0.0\n\
         [cost]\nscale = 0.3333333333333333\nexponent = 3.0\n\
         [monitoring]\n{monitoring}\n\
         [value]\nslope = 0.4060093333333333\n\
         [reservation]\nutility = 0.3\n",
        a.identification.replace('\n', " "),
    ))
}

/// κ with its interval as a model file takes it: within (0, 1], and a plain number where the
/// interval is none.
fn stated(kappa: &Interval) -> String {
    // κ is a mean of squared certainties: an end that sampling carries outside says no more.
    // Four decimals, outwards: sampling leaves no more.
    let lower = (libm::floor(1e4 * kappa.lower) / 1e4).max(1e-6);
    let upper = (libm::ceil(1e4 * kappa.upper) / 1e4).min(1.0);
    let (lower, upper) = (lower.min(kappa.estimate), upper.max(kappa.estimate));
    if lower < upper && lower.is_finite() && upper.is_finite() {
        let value = kappa.estimate;
        format!("{{ value = {value}, lower = {lower}, upper = {upper} }}")
    } else {
        kappa.estimate.to_string()
    }
}
