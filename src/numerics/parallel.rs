//! A parallel map whose result does not depend on the number of threads.

use super::error::NumericsError;
use rayon::prelude::*;

/// `f` of every item, in the order of the items.
///
/// Each result depends on its own item only, and nothing is reduced across threads, so the
/// answer is the sequential one, bit for bit. Slices, vectors and ranges all serve as items.
pub fn map_ordered<I, R, F>(items: I, f: F) -> Vec<R>
where
    I: IntoParallelIterator,
    I::Iter: IndexedParallelIterator,
    R: Send,
    F: Fn(I::Item) -> R + Sync + Send,
{
    items.into_par_iter().map(f).collect()
}

/// [`map_ordered`] for an `f` that can fail.
///
/// # Errors
/// The error of the first failing item in the order of the items, whichever thread failed
/// first by the clock.
pub fn try_map_ordered<I, R, E, F>(items: I, f: F) -> Result<Vec<R>, E>
where
    I: IntoParallelIterator,
    I::Iter: IndexedParallelIterator,
    R: Send,
    E: Send,
    F: Fn(I::Item) -> Result<R, E> + Sync + Send,
{
    map_ordered(items, f).into_iter().collect()
}

/// Runs `work` with `jobs` worker threads for the maps inside it (0: one per processor).
///
/// # Errors
/// [`NumericsError::Threads`] if the operating system refuses the threads.
pub fn with_threads<R: Send>(
    jobs: usize,
    work: impl FnOnce() -> R + Send,
) -> Result<R, NumericsError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build()
        .map_err(|error| NumericsError::Threads {
            jobs,
            reason: error.to_string(),
        })?;
    Ok(pool.install(work))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_order_whatever_the_threads() {
        let items: Vec<u64> = (0..1000).collect();
        // Early items take longest, so completion order differs from item order.
        let slow_square =
            |&x: &u64| (0..(1000 - x) * 20).fold(x * x, |s, _| std::hint::black_box(s));
        let expected: Vec<u64> = items.iter().map(|x| x * x).collect();
        for jobs in [1, 2, 7] {
            let got = with_threads(jobs, || map_ordered(&items, slow_square)).unwrap();
            assert_eq!(got, expected);
        }
    }

    #[test]
    fn reports_the_first_error_by_index() {
        for jobs in [1, 4] {
            let got = with_threads(jobs, || {
                try_map_ordered(0..500u32, |i| if i % 100 == 37 { Err(i) } else { Ok(i) })
            });
            assert_eq!(got.unwrap(), Err(37));
        }
    }
}
