//! What `gap --json` prints, of all efforts and of a list of them.

use super::certified_program::ProgramView;
use super::coq::CoqView;
use crate::bounds::view::ContractView;
use crate::contract::view::FirstBestView;
use crate::model::Model;
use serde::Serialize;

/// What `--json` prints, of all efforts and of a list of them.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    pub model: &'a Model,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub efforts: Option<&'a [f64]>,
    pub first_best: FirstBestView,
    pub results: Vec<GapView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coq: Option<CoqView<'a>>,
}

#[derive(Serialize)]
pub(super) struct GapView<'a> {
    #[serde(flatten)]
    pub contract: ContractView<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linear_program: Option<ProgramView<'a>>,
}
