//! Large studies: gaps over a grid of models, contracts and numbers of samples, cut into shards
//! that know nothing of each other.
//!
//! A grid file names models and what to vary in them; every combination with a contract and a
//! number of samples is a [`Point`], in an order that depends on the file alone. A point's
//! [`id`](Point::id) is a hash of everything its result depends on, so that results of several
//! runs, machines or grids can be put together by it.

mod grid;
mod records;

pub use grid::{Grid, Point, Varied};
pub use records::{Record, RecordError, Shard, ShardError, merge, read_records};
