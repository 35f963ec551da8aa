"""What a run begins with where nobody has chosen: the habits of its task and, before them, those of its strategy."""

from collections.abc import Mapping
from typing import Any

from desktop_tl.host import Catalog
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.strategy import Strategy
from desktop_tl.runs.training_choice import TrainingChoice


def habits_of(catalog: Catalog, task: str, strategy: Strategy) -> dict[str, Any]:
    """Settings of a recipe by name, where the usual does not suit."""
    spec = catalog.tasks.get(task)
    return {**(spec.settings if spec is not None else {}), **strategy.settings}


def change_habit(name: str, value: object, usual: object, old: Mapping[str, Any], new: Mapping[str, Any]) -> object:
    """What a setting is with new habits instead of old ones; what somebody has chosen stays."""
    now = usual if value == old.get(name) else value
    return new.get(name, now) if now == usual else now


def change_habits(training: TrainingChoice, old: Mapping[str, Any], new: Mapping[str, Any]) -> TrainingChoice:
    """As `change_habit`, for all settings of training."""
    fields = TrainingChoice.model_fields
    changed = {
        name: change_habit(name, getattr(training, name), fields[name].default, old, new)
        for name in {*old, *new} & {*fields}
    }
    return training.model_copy(update=changed)


def with_strategy(catalog: Catalog, recipe: Recipe, strategy: str) -> Recipe:
    """The recipe with another strategy and its habits. Raises: UserError if it is none."""
    changed = recipe.with_settings({"strategy": strategy})
    old, new = (habits_of(catalog, recipe.task, one.parsed_strategy()) for one in (recipe, changed))
    return changed.model_copy(update={"training": change_habits(changed.training, old, new)})


def complete_recipe(catalog: Catalog, recipe: Recipe) -> Recipe:
    """A recipe that somebody has written, with the habits where it says nothing."""
    said = {*recipe.model_fields_set, *recipe.training.model_fields_set}
    spec = catalog.tasks.get(recipe.task)
    usual = {} if spec is None or "strategy" in said else {"strategy": spec.settings.get("strategy", recipe.strategy)}
    recipe = recipe.with_settings(usual)
    habits = habits_of(catalog, recipe.task, recipe.parsed_strategy())
    return recipe.with_settings({name: value for name, value in habits.items() if name not in {*said, "strategy"}})
