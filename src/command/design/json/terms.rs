//! Terms as JSON, for whatever they were found.

use super::super::words::words;
use crate::design::posted::reply::Reply;
use crate::design::posted::{Posting, Proved};
use serde::Serialize;

/// Terms as posted, in words and numbers, and what is proved of them.
#[derive(Serialize)]
pub(super) struct TermsView<'a> {
    terms: &'a Posting,
    words: String,
    incentive_compatible: &'static str,
    proved: Option<&'a Proved>,
    estimate: Reply,
}

impl<'a> TermsView<'a> {
    pub(super) fn of(posting: &'a Posting, proved: Option<&'a Proved>, estimate: Reply) -> Self {
        Self {
            terms: posting,
            words: words(&posting.terms, posting.unit),
            incentive_compatible: match proved {
                Some(_) => "proved",
                None => "not proved",
            },
            proved,
            estimate,
        }
    }
}
