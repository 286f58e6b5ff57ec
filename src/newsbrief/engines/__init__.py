"""Models and what runs them: protocols, prompts, weights, backends, the memory of past answers."""
