//! What a posted contract does where the model is off: κ, the cost scale or the aversion to risk a
//! share higher or lower.

use super::DesignError;
use super::posted::Posted;
use super::posted::reply::{Reply, best_reply};
use crate::contract::{ContractError, FirstBest};
use crate::input::Source;
use crate::model::file::Parameter;
use crate::model::{Model, numbers};
use crate::numerics::map_ordered;
use serde::Serialize;

/// A model seen as off by factors; 1 leaves a part as it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Factors {
    /// Of κ, at most 1 in the end.
    pub kappa: f64,
    /// Of the cost of effort.
    pub cost: f64,
    /// Of the aversion to risk: 1 − γ (power), r (CARA), 1/(w + a) at no pay (log).
    #[serde(rename = "risk_aversion")]
    pub risk: f64,
}

impl Factors {
    /// The model as it is.
    pub const NONE: Self = Self {
        kappa: 1.0,
        cost: 1.0,
        risk: 1.0,
    };

    /// Which part is off, in words. A κ that would be above 1 is 1, which is said.
    pub fn words(&self, model: &Model) -> String {
        let part = |name: &str, factor: f64| {
            (factor != 1.0).then(|| format!("{name} {:+.0}%", 100.0 * (factor - 1.0)))
        };
        let cut = self.kappa != 1.0 && kappa(model).is_some_and(|own| own * self.kappa > 1.0);
        let kappa = part("κ", self.kappa).map(|words| {
            if cut {
                format!("{words}, at most 1: κ = 1")
            } else {
                words
            }
        });
        let parts: Vec<String> = [
            kappa,
            part("cost of effort", self.cost),
            part("risk aversion", self.risk),
        ]
        .into_iter()
        .flatten()
        .collect();
        if parts.is_empty() {
            "as modelled".to_owned()
        } else {
            parts.join(", ")
        }
    }
}

/// κ of the model.
fn kappa(model: &Model) -> Option<f64> {
    let numbers = numbers(model).into_iter();
    let mut kappas = numbers.filter(|n| (n.section, n.key) == ("monitoring", "kappa"));
    kappas.next().map(|number| number.value)
}

/// Each part off by `share`, down and up, the others as they are.
pub fn one_at_a_time(share: f64) -> Vec<Factors> {
    let (low, high) = (1.0 - share, 1.0 + share);
    let none = Factors::NONE;
    [low, high]
        .into_iter()
        .map(|kappa| Factors { kappa, ..none })
        .chain([low, high].map(|cost| Factors { cost, ..none }))
        .chain([low, high].map(|risk| Factors { risk, ..none }))
        .collect()
}

/// The model with its parts off; `None` where that is no model (γ beyond 1) or changes nothing (a
/// family without that part).
///
/// A change of risk aversion is one of curvature alone: the outside wage h(U0) and the certain wage
/// that pays for the first-best effort, h(U0 + c(η*)), stay what they are in money, which fixes the
/// scale of the new utility's U0 and c.
pub fn varied(first_best: &FirstBest<'_>, factors: Factors) -> Option<Model> {
    let model = first_best.model();
    let mut sections = model.parameters();
    let mut changed = factors == Factors::NONE;
    let mut edit = |section: &str, key: &str, new: &dyn Fn(f64) -> f64| {
        for (name, parameters) in &mut sections {
            for (own, value) in parameters.iter_mut() {
                if *name == section
                    && *own == key
                    && let Parameter::Number(number) = value
                {
                    let edited = new(*number);
                    changed |= edited != *number;
                    *number = edited;
                }
            }
        }
    };
    edit("monitoring", "kappa", &|kappa| {
        (kappa * factors.kappa).min(1.0)
    });
    edit("cost", "scale", &|scale| scale * factors.cost);
    if factors.risk != 1.0 {
        edit("utility", "gamma", &|gamma| {
            1.0 - (1.0 - gamma) * factors.risk
        });
        edit("utility", "risk_aversion", &|r| r * factors.risk);
        edit("utility", "scale", &|scale| scale / factors.risk);
    }
    if !changed {
        return None;
    }
    let bent = read(&sections)?;
    if factors.risk == 1.0 {
        return Some(bent);
    }
    let utility = |wage: f64| bent.stated_utility(wage);
    let reservation = utility(model.utility().wage(model.reservation()));
    let scale = (utility(first_best.wage()) - reservation) / model.cost().cost(first_best.effort());
    for (section, parameters) in &mut sections {
        for (key, value) in parameters.iter_mut() {
            if let Parameter::Number(number) = value {
                match (*section, *key) {
                    ("reservation", "utility") => *number = reservation,
                    ("cost", "scale") => *number *= scale,
                    _ => {}
                }
            }
        }
    }
    read(&sections)
}

fn read(sections: &[(&'static str, Vec<(&'static str, Parameter)>)]) -> Option<Model> {
    let text = crate::model::file::to_toml(sections);
    Model::from_source(&Source::from_text("varied model", text)).ok()
}

/// A posted contract in a model that is off.
#[derive(Debug, Clone, PartialEq)]
pub struct Variation {
    /// How the model is off.
    pub factors: Factors,
    /// What the annotator does and both get.
    pub reply: Reply,
    /// E\[u(w)] − c less U0 in the model that is off: below 0 the annotator does not accept.
    pub surplus: f64,
    /// The company's payoff at the first best of that model.
    pub first_best: f64,
}

impl Variation {
    /// Whether the annotator accepts, up to rounding.
    pub fn accepts(&self) -> bool {
        self.surplus >= -1e-12
    }
}

/// A posted contract in models off by each of `factors`, in their order; those that are no models
/// are left out.
pub fn vary(
    first_best: &FirstBest<'_>,
    posted: &Posted,
    factors: &[Factors],
) -> Result<Vec<Variation>, DesignError> {
    let tried = map_ordered(factors, |factors| -> Result<_, ContractError> {
        let Some(model) = varied(first_best, *factors) else {
            return Ok(None);
        };
        let reply = best_reply(&model, posted)?;
        Ok(Some(Variation {
            factors: *factors,
            reply,
            surplus: reply.utility - model.reservation(),
            first_best: FirstBest::of(&model)?.payoff(),
        }))
    });
    let mut found = Vec::new();
    for variation in tried {
        found.extend(variation?);
    }
    Ok(found)
}
