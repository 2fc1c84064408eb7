//! One sort for everything.
//!
//! The standard library's sorts are compiled anew for each type and each
//! comparison: about 4 kB of WebAssembly a time, and the engine sorts in
//! twenty places. This one is compiled once. It orders places (numbers from
//! 0) by asking about pairs of them, and leaves the moving to two small
//! closures. A merge sort: stable, never more than n log2 n comparisons, and
//! about n where the list is in order already.

use core::cmp::Ordering;

/// Sorts by a comparison; equal ones keep their order.
pub fn sort_by<T>(list: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let order = order(list.len(), &mut |a, b| {
        compare(&list[a as usize], &list[b as usize])
    });
    arrange(order, &mut |a, b| list.swap(a as usize, b as usize));
}

/// Sorts upwards.
pub fn sort<T: Ord>(list: &mut [T]) {
    sort_by(list, T::cmp);
}

/// The places of a list of `len` in their order by `compare`.
#[must_use]
pub fn order(len: usize, compare: &mut dyn FnMut(u32, u32) -> Ordering) -> Vec<u32> {
    let mut from: Vec<u32> = (0..len as u32).collect();
    if len < 2 {
        return from;
    }
    let mut to = from.clone();
    let mut width = 1;
    while width < len {
        let pairs = from.chunks(width * 2).zip(to.chunks_mut(width * 2));
        for (from, to) in pairs {
            let (left, right) = from.split_at(width.min(from.len()));
            merge(left, right, to, compare);
        }
        core::mem::swap(&mut from, &mut to);
        width *= 2;
    }
    from
}

/// Two ordered runs become one.
fn merge<'a>(
    mut left: &'a [u32],
    mut right: &'a [u32],
    to: &mut [u32],
    compare: &mut dyn FnMut(u32, u32) -> Ordering,
) {
    // Where one follows the other already, nothing needs to be looked at.
    if let (Some(last), Some(first)) = (left.last(), right.first())
        && compare(*last, *first) != Ordering::Greater
    {
        let (head, tail) = to.split_at_mut(left.len());
        head.copy_from_slice(left);
        tail.copy_from_slice(right);
        return;
    }
    for slot in to {
        let next = match (left, right) {
            ([a, ..], [b, ..]) if compare(*a, *b) == Ordering::Greater => &mut right,
            ([], _) => &mut right,
            _ => &mut left,
        };
        if let [first, rest @ ..] = *next {
            *slot = *first;
            *next = rest;
        }
    }
}

/// Brings elements into an order, by swaps: along each cycle, every element
/// moves once.
fn arrange(mut order: Vec<u32>, swap: &mut dyn FnMut(u32, u32)) {
    for start in 0..order.len() {
        let mut at = start;
        loop {
            let next = core::mem::replace(&mut order[at], at as u32);
            if next as usize == start {
                break;
            }
            swap(at as u32, next);
            at = next as usize;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_library_does(mut list in prop::collection::vec((0u8..20, any::<u16>()), 0..200)) {
            let mut expected = list.clone();
            expected.sort_by_key(|one| one.0);
            sort_by(&mut list, |a, b| a.0.cmp(&b.0));
            prop_assert_eq!(&list, &expected);
            expected.sort_unstable();
            sort(&mut list);
            prop_assert_eq!(list, expected);
        }
    }

    #[test]
    fn long_lists_take_no_more_comparisons_than_they_must() {
        let compared = |list: &mut [u32]| {
            let mut count = 0;
            sort_by(list, |a, b| {
                count += 1;
                a.cmp(b)
            });
            assert!(list.is_sorted());
            count
        };
        let mut mixed: Vec<u32> = (0..4096u32).map(|n| n.wrapping_mul(0x9e37_79b9)).collect();
        assert!(compared(&mut mixed) <= 4096 * 12 + 4096);
        assert!(compared(&mut mixed) < 4096);
        let mut backwards: Vec<u32> = (0..4096).rev().collect();
        assert!(compared(&mut backwards) <= 4096 * 12);
    }
}
