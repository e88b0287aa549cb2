declare module 'virtual:islands' {
  const addresses: { readonly page: string; readonly lesson: string };
  export default addresses;
}
