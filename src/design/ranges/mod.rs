//! Terms for everything a model leaves open: proved in every model of a box, a continuum.
//!
//! | question | module |
//! |---|---|
//! | a model's functions over intervals of its numbers | [`model_box`] |
//! | pay over intervals of agreement and of attitudes to risk | [`enclosed_pay`] |
//! | proof for a whole box: every best reply, participation, pay | [`cover`] |
//! | from where to where one number may move before the terms fail | [`breaking`] |
//! | the terms that do best in the worst model of a box | [`search`] |

pub mod breaking;
pub mod cover;
pub mod enclosed_pay;
pub mod model_box;
pub mod search;

pub use breaking::{Breaking, Steady, breaking_points};
pub use cover::{Failure, Proved, Stopped, fails, if_accepted, prove, worth_less};
pub use enclosed_pay::EnclosedPay;
pub use model_box::ModelBox;
pub use search::{Aim, Ranged, better, ranged, worst_payoffs};
