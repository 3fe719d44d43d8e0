//! A gap as logarithms of its parts.

use serde::Serialize;

/// ln of risk premium, rent and first-best loss (see [`GapParts`](crate::contract::GapParts)); −∞
/// for a part that is 0.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LogGap {
    /// ln(E\[w] − h(E\[u(w)])).
    #[serde(rename = "premium")]
    pub ln_premium: f64,
    /// ln of what limited liability leaves to the annotator, in money.
    #[serde(rename = "rent")]
    pub ln_rent: f64,
    /// ln of the loss from implementing another effort than the first best.
    #[serde(rename = "effort_loss")]
    pub ln_loss: f64,
}

impl LogGap {
    /// The gap of certain pay: the loss alone.
    pub fn certain(loss: f64) -> Self {
        Self {
            ln_premium: f64::NEG_INFINITY,
            ln_rent: f64::NEG_INFINITY,
            ln_loss: libm::log(loss),
        }
    }

    /// ln of the gap; −∞ where the first best is reached.
    pub fn ln_total(&self) -> f64 {
        ln_sum(ln_sum(self.ln_premium, self.ln_rent), self.ln_loss)
    }

    /// The gap; `None` where it is positive but smaller than a double holds.
    pub fn total(&self) -> Option<f64> {
        let ln_total = self.ln_total();
        let total = libm::exp(ln_total);
        (ln_total == f64::NEG_INFINITY || total >= f64::MIN_POSITIVE).then_some(total)
    }
}

/// ln(e^a + e^b).
pub fn ln_sum(a: f64, b: f64) -> f64 {
    let (top, bottom) = (a.max(b), a.min(b));
    if top == f64::NEG_INFINITY {
        return top;
    }
    top + libm::log1p(libm::exp(bottom - top))
}
