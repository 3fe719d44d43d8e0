//! The terms that do best in the worst case of a share up and down, as JSON.

use super::terms::TermsView;
use crate::design::RobustSheet;
use crate::design::variation::Factors;
use serde::Serialize;

/// The terms that do best in the worst case of a share up and down.
#[derive(Serialize)]
pub(super) struct RobustView<'a> {
    #[serde(flatten)]
    terms: TermsView<'a>,
    share: f64,
    worst_payoff: f64,
    worst_at: Factors,
    worst_payoff_of_sheet: f64,
    worst_at_of_sheet: Factors,
    models: usize,
    proved_in_models: usize,
    /// Where it is proved in all of them.
    proved_worst_payoff: Option<f64>,
    cuts: usize,
}

impl<'a> From<&'a RobustSheet> for RobustView<'a> {
    fn from(robust: &'a RobustSheet) -> Self {
        let (proved_in, worst) = robust.proved_in;
        Self {
            terms: TermsView::of(&robust.posting, robust.proved.as_ref(), robust.reply),
            share: robust.share,
            worst_payoff: robust.worst.0,
            worst_at: robust.worst.1,
            worst_payoff_of_sheet: robust.plain_worst.0,
            worst_at_of_sheet: robust.plain_worst.1,
            models: robust.models,
            proved_in_models: proved_in,
            proved_worst_payoff: (proved_in == robust.models).then_some(worst),
            cuts: robust.solved.cuts,
        }
    }
}
