//! What a part of the page gives to all that is inside of it.
//!
//! Leptos's own contexts are compiled anew for each type that is given, half a
//! kilobyte a time. Here they hold one type, which holds all others.

use leptos::prelude;
use std::any::{Any, TypeId};
use std::sync::Arc;

/// All that has been given so far, the latest last.
#[derive(Clone, Default)]
struct Given(Vec<Arc<dyn Any + Send + Sync>>);

/// Gives a value to what is made from now on inside of this part of the page.
pub fn provide_context<T: Send + Sync + 'static>(value: T) {
    provide(Arc::new(value));
}

fn provide(value: Arc<dyn Any + Send + Sync>) {
    let mut given: Given = prelude::use_context().unwrap_or_default();
    given.0.push(value);
    prelude::provide_context(given);
}

/// The value of this type that was given last, if there is one.
#[must_use]
pub fn use_context<T: Clone + 'static>() -> Option<T> {
    find(TypeId::of::<T>())?.downcast_ref::<T>().cloned()
}

/// As [`use_context`], for what the whole page has.
///
/// # Panics
/// When nobody gave one: a mistake in the code, seen at the first try.
#[must_use]
#[allow(clippy::expect_used)]
pub fn expect_context<T: Clone + 'static>() -> T {
    use_context().expect("a context that app() or embed() gives")
}

fn find(id: TypeId) -> Option<Arc<dyn Any + Send + Sync>> {
    let given: Given = prelude::use_context()?;
    let mut latest_first = given.0.into_iter().rev();
    latest_first.find(|value| (**value).type_id() == id)
}

#[cfg(test)]
mod tests {
    use super::{provide_context, use_context};
    use leptos::prelude::Owner;

    #[test]
    fn the_nearest_one_counts_and_only_inside() {
        let outer = Owner::new();
        outer.with(|| {
            provide_context(1_u8);
            provide_context("word");
            let inner = Owner::new();
            inner.with(|| {
                provide_context(2_u8);
                assert_eq!(use_context::<u8>(), Some(2));
                assert_eq!(use_context::<&str>(), Some("word"));
            });
            assert_eq!(use_context::<u8>(), Some(1));
            assert_eq!(use_context::<u16>(), None);
        });
    }
}
