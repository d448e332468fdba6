/** The choices of a `Select` or `Segmented`, from the texts of its values. */
export const optionsOf = <Value extends string>(
  labels: Readonly<Record<Value, string>>,
): { readonly value: Value; readonly label: string }[] =>
  (Object.keys(labels) as Value[]).map((value) => ({ value, label: labels[value] }));
