//! The model file that an assessment leaves to other commands.

use crate::annotation::assessment::Assessment;
use crate::annotation::basis::Basis;
use crate::annotation::circular;
use crate::annotation::classes::Curve;
use crate::annotation::copying::AssistantReport;
use crate::annotation::interval::Interval;
use crate::annotation::kappa::{Anchor, Kappa};
use std::path::Path;

/// A model file and what its reader should know of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelFile {
    /// The file.
    pub text: String,
    /// What it says in comments and a terminal should say as well.
    pub warnings: Vec<String>,
}

/// The section on monitoring, and what is said of it.
struct Monitoring {
    section: String,
    words: String,
    warnings: Vec<String>,
}

/// A model file whose monitoring is estimated; everything else is marked as an example to be
/// replaced. The error says why there is none.
pub fn model(a: &Assessment, labels: &Path) -> Result<ModelFile, String> {
    let kappa = a.kappa.as_ref().ok_or_else(|| a.identification.clone())?;
    if let Some(warning) = a.warnings.iter().find(|w| w.kind == circular::KIND) {
        return Err(format!(
            "κ would rest on nobody but the people who are judged by it. {}",
            warning.text
        ));
    }
    let labels = labels
        .file_name()
        .unwrap_or(labels.as_os_str())
        .to_string_lossy()
        .escape_default()
        .to_string();
    let monitoring = match &a.classes {
        None => of_kappa(a, kappa, &labels)?,
        Some(classes) => {
            let curve = classes.curve.ok_or_else(|| {
                format!(
                    "{}; what helps: gold labels (--scheme expert), and more labels on items with gold",
                    classes.no_curve.as_deref().unwrap_or("the agreement of careless labels is not known")
                )
            })?;
            of_curve(a, &curve, &labels)
        }
    };
    let warnings: String = monitoring
        .warnings
        .iter()
        .map(|warning| format!("# Warning: {warning}.\n"))
        .collect();
    let text = format!(
        "# {}.\n\
         {warnings}\
         # {}\n\
         # Utility, cost, value and reservation are examples: labels do not tell them. Put in your own.\n\
         [utility]\nfamily = \"power\"\ngamma = 0.5\nminimum_wage = 0.0\n\
         [cost]\nscale = 0.3333333333333333\nexponent = 3.0\n\
         [monitoring]\n{}\n\
         [value]\nslope = 0.4060093333333333\n\
         [reservation]\nutility = 0.3\n",
        monitoring.words,
        a.identification.replace('\n', " "),
        monitoring.section,
    );
    Ok(ModelFile {
        text,
        warnings: monitoring.warnings,
    })
}

/// Of binary labels: κ, and what copies of a model agree.
fn of_kappa(a: &Assessment, kappa: &Kappa, labels: &str) -> Result<Monitoring, String> {
    let scheme = match a.scheme {
        Basis::Expert => "expert",
        // A peer is an expert of unknown effort; what a model can hold is the annotator's agreement
        // with himself.
        Basis::SelfConsistency | Basis::Peers => "self-consistency",
        // Copies are told by the expert, and look like care to second looks.
        Basis::Both if a.assistant.is_some() => "expert",
        // κ_e = κ_s: either is right. The one that tells more, if it is known.
        Basis::Both => match a.monitoring.as_ref().and_then(|m| m.tells_more) {
            Some(Basis::Expert) => "expert",
            _ => "self-consistency",
        },
    };
    let condition = match kappa.anchor {
        Anchor::Given(_) | Anchor::Both => "",
        _ => " if the assumption below holds",
    };
    let mut made = Monitoring {
        section: format!("scheme = \"{scheme}\"\nkappa = {}", stated(&kappa.value)),
        words: format!(
            "kappa is estimated from {labels}; lower and upper are the ends of its\n# {}% interval{condition}, so that `design` proves its terms for all of it",
            100.0 * a.level
        ),
        warnings: Vec::new(),
    };
    let Some(assistant) = &a.assistant else {
        return Ok(made);
    };
    match assistant.with_expert {
        Some(share) if scheme == "expert" => {
            let alpha = share.map(|q| 2.0 * q - 1.0);
            if alpha.estimate >= kappa.value.estimate {
                return Err(copies_win(alpha, kappa.value, assistant));
            }
            made.words += "; alpha_e is\n# the agreement with the expert, beyond chance, of labels copied from the file's model";
            if alpha.upper < stated_ends(&kappa.value)[0] {
                made.section += &format!("\nalpha_e = {}", stated_between(&alpha, -1.0));
            } else {
                made.section = format!(
                    "scheme = \"{scheme}\"\nkappa = {}\nalpha_e = {}",
                    kappa.value.estimate, alpha.estimate
                );
                made.warnings.push(format!(
                    "the intervals of kappa ([{:.3}, {:.3}]) and of alpha_e ([{:.3}, {:.3}]) meet, so that copies may agree with the expert as well as care does; the file holds the estimates alone, and terms from it are not proved for the rest",
                    kappa.value.lower, kappa.value.upper, alpha.lower, alpha.upper
                ));
            }
        }
        _ => made.warnings.push(format!(
            "careless labels are taken for fair coins here, but {labels} has a model's labels that can be copied, and how often copies agree is not known by this scheme: terms from this file may be won by copying. With gold labels, --scheme expert tells (alpha_e); sentinels, items on which the model is wrong, are what copies do not pass"
        )),
    }
    Ok(made)
}

/// Why no pay by agreement with the expert buys care.
fn copies_win(alpha: Interval, kappa: Interval, assistant: &AssistantReport) -> String {
    let sentinels = assistant.careful.map_or(String::new(), |[agreement, _]| {
        format!(
            " (scheme = \"sentinel\", agreement = {:.3}, as the assistant section says)",
            agreement.estimate
        )
    });
    format!(
        "copies of the file's model agree with the expert as well as careful labels do (beyond chance {:.3} [{:.3}, {:.3}] against {:.3} [{:.3}, {:.3}]), so that no pay for agreement with the expert buys care; pay for sentinels, items on which the model is wrong{sentinels}",
        alpha.estimate, alpha.lower, alpha.upper, kappa.estimate, kappa.lower, kappa.upper
    )
}

/// Of classes: q(η) = q(0) + D·η against an expert, q(0) + D·η² with oneself.
fn of_curve(a: &Assessment, curve: &Curve, labels: &str) -> Monitoring {
    let percent = 100.0 * a.level;
    if curve.measured {
        // Both ends of the line have their own interval, as kappa and alpha_e take them.
        let [careful, careless] = [curve.careful, curve.careless].map(|q| q.map(|q| 2.0 * q - 1.0));
        return Monitoring {
            section: format!(
                "scheme = \"expert\"\nkappa = {}\nalpha_e = {}",
                stated_between(&careful, 1e-6),
                stated_between(&careless, -1.0)
            ),
            words: format!(
                "agreement with the expert is estimated from {labels}: careful labels agree in the share ½ + ½·kappa,\n# careless ones in the share ½ + ½·alpha_e; lower and upper are the ends of their {percent}% intervals if the\n# assumption below holds"
            ),
            warnings: vec![format!(
                "how often careless labels agree ({:.3} [{:.3}, {:.3}]) is taken from the agreements, as annotators agree less than the margin of all labels would have careless ones agree; who always gives the commonest class may agree more often than that without care",
                curve.careless.estimate, curve.careless.lower, curve.careless.upper
            )],
        };
    }
    let between = match a.scheme {
        Basis::Expert => "",
        _ => "0.0, ",
    };
    Monitoring {
        section: format!(
            "scheme = \"polynomial\"\ncoefficients = [{}, {between}{}]",
            curve.careless.estimate,
            stated_between(&curve.gain, 1e-6)
        ),
        words: format!(
            "the agreement curve is estimated from {labels}: labels without care agree by chance\n# in the share that the first number says, if they follow the margin of all labels; the last is what care\n# adds, lower and upper the ends of its {percent}% interval if the assumption below holds"
        ),
        warnings: Vec::new(),
    }
}

/// The ends of κ's interval as a model file takes them: within (0, 1].
fn stated_ends(kappa: &Interval) -> [f64; 2] {
    // κ is a mean of squared certainties: an end that sampling carries outside says no more.
    // Four decimals, outwards: sampling leaves no more.
    let lower = (libm::floor(1e4 * kappa.lower) / 1e4).max(1e-6);
    let upper = (libm::ceil(1e4 * kappa.upper) / 1e4).min(1.0);
    [lower.min(kappa.estimate), upper.max(kappa.estimate)]
}

/// κ with its interval as a model file takes it, and a plain number where the interval is none.
fn stated(kappa: &Interval) -> String {
    let [lower, upper] = stated_ends(kappa);
    written(kappa.estimate, lower, upper)
}

/// The same of a number from `least` to 1, whose ends are not rounded: other numbers have to stay
/// clear of them.
fn stated_between(number: &Interval, least: f64) -> String {
    let (lower, upper) = (number.lower.max(least), number.upper.min(1.0));
    written(
        number.estimate,
        lower.min(number.estimate),
        upper.max(number.estimate),
    )
}

fn written(value: f64, lower: f64, upper: f64) -> String {
    if lower < upper && lower.is_finite() && upper.is_finite() {
        format!("{{ value = {value}, lower = {lower}, upper = {upper} }}")
    } else {
        value.to_string()
    }
}
